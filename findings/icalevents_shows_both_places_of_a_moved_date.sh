#!/bin/sh
# icalevents, by which many scripts read a calendar's next days, asks of a moved date only whether its new place lies in
# the span that is asked for. Where it doesn't, the move is forgotten and the date stands at its old place: a meeting that
# was put off to next month is still shown this week. Asked for a span with both places it is right, and so is
# recurring-ical-events for either span.
#
# Seen with icalevents 0.3.1, beside recurring-ical-events 3.8.2. Source: RFC 5545, 3.8.4.4 (an instance with a
# RECURRENCE-ID replaces the one of that place, wherever it is itself).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet icalevents==0.3.1 recurring-ical-events==3.8.2
cat >read.py <<'PY'
from datetime import UTC, datetime

import icalendar
import recurring_ical_events
from icalevents.icalevents import events

FEED = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN",
    "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "DTSTART:20261020T090000Z", "DURATION:PT1H",
    "RRULE:FREQ=WEEKLY;COUNT=4", "SUMMARY:Review", "END:VEVENT",
    "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "RECURRENCE-ID:20261027T090000Z",
    "DTSTART:20261120T100000Z", "DURATION:PT1H", "SUMMARY:Review", "END:VEVENT",
    "END:VCALENDAR", "",
])


def by_icalevents(since, until):
    found = events(string_content=FEED.encode(), start=since, end=until)
    return " ".join(sorted(f"{event.start:%m-%d %H:%M}" for event in found))


def by_recurring(since, until):
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(FEED)).between(since, until)
    return " ".join(sorted(f"{event.start:%m-%d %H:%M}" for event in found))


def day(month, number):
    return datetime(2026, month, number, tzinfo=UTC)


week, whole = (day(10, 26), day(11, 1)), (day(10, 1), day(12, 1))
for words, span in {"the week": week, "two months": whole}.items():
    print(words, "| recurring-ical-events:", by_recurring(*span), "| icalevents:", by_icalevents(*span))
assert by_recurring(*whole) == by_icalevents(*whole) == "10-20 09:00 11-03 09:00 11-10 09:00 11-20 10:00"
assert by_recurring(*week) == ""
assert by_icalevents(*week) == "10-27 09:00"
PY
venv/bin/python read.py
