#!/bin/sh
# The "ical" package, by which Home Assistant keeps its local calendars, finds a moved date by the writing of its
# RECURRENCE-ID, not by its moment: where that stands in UTC and the series in a zone, the date stands at both places, the
# old and the new. An EXDATE in UTC of the same series is understood, and so is either by recurring-ical-events.
#
# Seen with ical 14.3.1, beside recurring-ical-events 3.8.2. Source: RFC 5545, 3.8.4.4 (RECURRENCE-ID may have another
# time zone than DTSTART, and is compared as a moment).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet ical==14.3.1 recurring-ical-events==3.8.2
cat >read.py <<'PY'
from datetime import UTC, datetime

import icalendar
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream

SPAN = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)


def series(change, *override):
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z",
        "DTSTART;TZID=Europe/Berlin:20261020T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", *change,
        "SUMMARY:Review", "END:VEVENT", *override, "END:VCALENDAR", "",
    ]
    return "\r\n".join(lines)


def moved(name):
    return series((), "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", name,
                  "DTSTART;TZID=Europe/Berlin:20261028T100000", "DURATION:PT1H", "SUMMARY:Review", "END:VEVENT")


def by_ical(text):
    found = IcsCalendarStream.calendar_from_ics(text).timeline.overlapping(*SPAN)
    return " ".join(f"{event.start:%m-%d %H:%M}" for event in found)


def by_recurring(text):
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(*SPAN)
    return " ".join(f"{event.start:%m-%d %H:%M}" for event in sorted(found, key=lambda event: event.start))


in_zone, in_utc = (moved(name) for name in ("RECURRENCE-ID;TZID=Europe/Berlin:20261027T090000",
                                            "RECURRENCE-ID:20261027T080000Z"))
left_out = series(["EXDATE:20261027T080000Z"])
for words, text in {"in the zone": in_zone, "in UTC": in_utc, "EXDATE in UTC": left_out}.items():
    print(words, "| recurring-ical-events:", by_recurring(text), "| ical:", by_ical(text))
assert by_recurring(in_zone) == by_recurring(in_utc) == by_ical(in_zone) == "10-20 09:00 10-28 10:00 11-03 09:00"
assert by_ical(in_utc) == "10-20 09:00 10-27 09:00 10-28 10:00 11-03 09:00"
assert by_recurring(left_out) == by_ical(left_out) == "10-20 09:00 11-03 09:00"
PY
venv/bin/python read.py
