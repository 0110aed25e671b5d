#!/bin/sh
# An hour that is written as DURATION:PT1H is no hour in the nights in which the clock changes, and programs don't agree
# on which: recurring-ical-events and ical.js both add it to what the clock shows. Of an event at 01:30 in the night in
# which the clock goes back ical.js makes two hours, and of one in the night in which it goes forward none. Of one in the
# hour that comes twice (02:30, which is the first of the two) recurring-ical-events makes two hours, even where its DTEND
# is a moment of UTC; ical.js takes the second 02:30 and makes none of that DTEND.
#
# Seen with recurring-ical-events 3.8.2 on icalendar 7.3.2 and ical.js 2.2.1. Source: RFC 5545, 3.3.6 (hours of a duration
# are exact, days and weeks nominal), 3.3.5 (a time that comes twice is its first).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet recurring-ical-events==3.8.2 icalendar==7.3.2
npm init --yes >/dev/null
npm install --silent ical.js@2.2.1
cat >write.py <<'PY'
from datetime import UTC, datetime

import icalendar
import recurring_ical_events

FEED = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN",
    "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
    "BEGIN:DAYLIGHT", "DTSTART:19810329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19961027T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE",
    "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "DTSTART;TZID=Europe/Berlin:{start}", "{end}",
    "SUMMARY:Backup", "END:VEVENT", "END:VCALENDAR", "",
])
SPAN = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)
ENDS = {"20261024T013000": "20261024T003000Z", "20261025T013000": "20261025T003000Z",
        "20261025T023000": "20261025T013000Z", "20260329T013000": "20260329T013000Z"}
found = []
for start, end in ENDS.items():
    for name, line in (("duration", "DURATION:PT1H"), ("end", f"DTEND:{end}")):
        text = FEED.format(start=start, end=line)
        with open(f"{start}-{name}.ics", "w", newline="") as file:
            file.write(text)
        (event,) = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(*SPAN)
        found.append(round((event.end.astimezone(UTC) - event.start.astimezone(UTC)).total_seconds() / 60))
print(*found)
PY
cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const found = [];
for (const start of ["20261024T013000", "20261025T013000", "20261025T023000", "20260329T013000"]) {
  for (const name of ["duration", "end"]) {
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(`${start}-${name}.ics`, "utf8")));
    for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
    const { startDate, endDate } = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
    found.push((endDate.toUnixTime() - startDate.toUnixTime()) / 60);
  }
}
console.log(...found);
JS
by_recurring=$(venv/bin/python write.py)
by_ical_js=$(node read.mjs)
printf 'minutes, by duration and by end, on 24 Oct 01:30, 25 Oct 01:30 and 02:30, 29 Mar 01:30\n'
printf 'recurring-ical-events: %s\nical.js: %s\n' "$by_recurring" "$by_ical_js"
test "$by_recurring" = "60 60 60 60 120 120 60 60"
test "$by_ical_js" = "60 60 120 60 60 0 0 60"
