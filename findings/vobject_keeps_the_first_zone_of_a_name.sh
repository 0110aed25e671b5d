#!/bin/sh
# vobject keeps VTIMEZONEs by their TZID for the life of the process, the first one for good. Two files whose zones share
# a name, as "Customized Time Zone" of some exports, or one and the same zone before and after its rules changed, are
# read by the offset of whichever came first: the second file's own VTIMEZONE is passed over without a word.
#
# Seen with vobject 0.9.9. Source: vobject.icalendar.registerTzid and the table behind it; RFC 5545, 3.6.5 (TZID is
# unique within one iCalendar object, no further).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet vobject==0.9.9
cat >read.py <<'PY'
import sys

import vobject


def offset(of_zone):
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "BEGIN:VTIMEZONE", "TZID:Customized Time Zone",
        "BEGIN:STANDARD", "DTSTART:19700101T000000", f"TZOFFSETFROM:{of_zone}", f"TZOFFSETTO:{of_zone}", "END:STANDARD",
        "END:VTIMEZONE", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z",
        "DTSTART;TZID=Customized Time Zone:20260515T090000", "END:VEVENT", "END:VCALENDAR", "",
    ]
    return str(vobject.readOne("\r\n".join(lines)).vevent.dtstart.value.utcoffset())


read = [offset(each) for each in sys.argv[1:]]
print(" and ".join(sys.argv[1:]), "are read as", " and ".join(read))
PY
test "$(venv/bin/python read.py +0100)" = "+0100 are read as 1:00:00"
test "$(venv/bin/python read.py +0800 +0100)" = "+0800 and +0100 are read as 8:00:00 and 8:00:00"
venv/bin/python read.py +0800 +0100
