#!/bin/sh
# An added date of a series in a zone is written RDATE;TZID=Asia/Shanghai:20261007T100000, 02:00Z. libical, which reads the
# calendars of Evolution, KDE and Cyrus, takes the zone of DTSTART and of EXDATE and forgets that of RDATE: the added date
# stands at 10:00Z, eight hours late, and the rest of the series is right. The same date written in UTC is where it belongs.
#
# Seen with libical3 3.0.16 of Debian 12, by icalcomponent_foreach_recurrence. Source: RFC 5545, 3.8.5.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq -o APT::Sandbox::User=root download libical3=3.0.16-1+b1 libicu72
for package in *.deb; do dpkg-deb -x "$package" root; done
libraries=$(dirname root/usr/lib/*/libical.so.3)
cat >read.py <<'PY'
import ctypes
import sys
from datetime import UTC, datetime


class Time(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in "year month day hour minute second is_date is_daylight".split()]
    _fields_ += [("zone", ctypes.c_void_p)]


class Span(ctypes.Structure):
    _fields_ = [("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int)]


EACH = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(Span), ctypes.c_void_p)
VEVENT = 4
libical = ctypes.CDLL(f"{sys.argv[1]}/libical.so.3")
libical.icalparser_parse_string.restype = ctypes.c_void_p
libical.icalparser_parse_string.argtypes = [ctypes.c_char_p]
libical.icalcomponent_get_first_component.restype = ctypes.c_void_p
libical.icalcomponent_get_first_component.argtypes = [ctypes.c_void_p, ctypes.c_int]
libical.icaltime_from_string.restype = Time
libical.icaltime_from_string.argtypes = [ctypes.c_char_p]
libical.icalcomponent_foreach_recurrence.argtypes = [ctypes.c_void_p, Time, Time, EACH, ctypes.c_void_p]


def read(*lines):
    text = "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN",
        "BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
        "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "DTSTART;TZID=Asia/Shanghai:20261005T100000",
        "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", *lines, "END:VEVENT", "END:VCALENDAR", "",
    ])
    event = libical.icalcomponent_get_first_component(libical.icalparser_parse_string(text.encode()), VEVENT)
    found = []
    each = EACH(lambda _, span, __: found.append(datetime.fromtimestamp(span.contents.start, UTC)))
    since, until = (libical.icaltime_from_string(day) for day in (b"20261001T000000Z", b"20261101T000000Z"))
    libical.icalcomponent_foreach_recurrence(event, since, until, each, None)
    return " ".join(f"{start:%m-%d/%H}Z" for start in sorted(found))


found = {line or "the rule alone": read(*[line] * bool(line)) for line in (
    "",
    "EXDATE;TZID=Asia/Shanghai:20261012T100000",
    "RDATE;TZID=Asia/Shanghai:20261007T100000",
    "RDATE:20261007T020000Z",
)}
for line, dates in found.items():
    print(line, "|", dates)
assert list(found.values()) == [
    "10-05/02Z 10-12/02Z 10-19/02Z",
    "10-05/02Z 10-19/02Z",
    "10-05/02Z 10-07/10Z 10-12/02Z 10-19/02Z",
    "10-05/02Z 10-07/02Z 10-12/02Z 10-19/02Z",
]
PY
LD_LIBRARY_PATH=$libraries python3 read.py "$libraries"
