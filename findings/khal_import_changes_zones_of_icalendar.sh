#!/bin/sh
# Importing khal switches icalendar over to pytz for the whole process: whatever else in it reads a calendar gets other
# zone objects from then on, depending on who was imported first. Arithmetic with them keeps the old offset over a change
# of clocks, where zoneinfo keeps the wall clock, so the same code finds a meeting an hour off.
#
# Seen with khal 0.14.1 on icalendar 7.3.2. Source: khal/icalendar.py calls icalendar.use_pytz() as it is imported.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet khal==0.14.1 icalendar==7.3.2
cat >read.py <<'PY'
from datetime import timedelta

import icalendar

FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Berlin:20260323T090000
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def week_later():
    start = icalendar.Calendar.from_ical(FILE).walk("VEVENT")[0].start
    return type(start.tzinfo).__module__, (start + timedelta(days=7)).isoformat()


before = week_later()
import khal.icalendar  # noqa: E402, F401

after = week_later()
print("a week later, over the change of clocks:", before, "and once khal is imported", after)
assert before == ("zoneinfo", "2026-03-30T09:00:00+02:00")
assert after == ("pytz.tzfile", "2026-03-30T09:00:00+01:00")
PY
venv/bin/python read.py
