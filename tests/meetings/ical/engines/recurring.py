"""recurring-ical-events on icalendar, which knows a zone by its name if it is one."""

from datetime import datetime

import recurring_ical_events
from icalendar import Calendar

Dates = list[tuple[int, int, str]]


def recurring(text: str) -> Dates:
    return [
        (_seconds(event.decoded("DTSTART")), _seconds(event.decoded("DTEND")), str(event["STATUS"]))
        for event in recurring_ical_events.of(Calendar.from_ical(text)).all()
    ]


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
