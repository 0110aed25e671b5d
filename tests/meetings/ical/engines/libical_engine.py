# mypy: ignore-errors
"""Reads calendar files as libical does, each line in and out as in node_engines.mjs.

Run by the Python of the system, for which Debian packs the library (`scripts/calendar_programs.py`).
"""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

_FROM, _TO = "19900101T000000Z", "20600101T000000Z"


def libical(text: str) -> list[tuple[int, int, str]]:
    """Return what Evolution makes of it: libical expands each entry, and leaves it to programs what stands apart."""
    calendar = ICalGLib.Component.new_from_string(text)
    events = []
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event:
        events.append(event)
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    places = [_place(event, calendar) for event in events]
    found = []
    for event, place in zip(events, places, strict=True):
        hidden = places if place is None else []
        status = event.get_status().value_nick.upper()

        def visit(_event, span, _data, hidden=hidden, status=status):  # noqa: ANN001, ANN202
            if span.get_start() not in hidden:
                found.append((span.get_start(), span.get_end(), status))

        event.foreach_recurrence(ICalGLib.Time.new_from_string(_FROM), ICalGLib.Time.new_from_string(_TO), visit, None)
    return found


def _place(event, calendar):  # noqa: ANN001, ANN202
    """Return its RECURRENCE-ID in seconds; get_recurrenceid() of libical 3 forgets the zone."""
    written = event.get_first_property(ICalGLib.PropertyKind.RECURRENCEID_PROPERTY)
    if written is None:
        return None
    named = written.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER)
    zone = calendar.get_timezone(named.get_tzid()) if named else ICalGLib.Timezone.get_utc_timezone()
    return written.get_recurrenceid().as_timet_with_zone(zone)


if __name__ == "__main__":
    for line in sys.stdin:
        _, text = json.loads(line)
        print(json.dumps(libical(text)), flush=True)  # noqa: T201  # the answer
