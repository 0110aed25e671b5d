"""Reads calendar files as Python programs do, each line in and out as in node_engines.mjs.

A process of its own: khal changes for good how icalendar makes time zones, vobject keeps each zone that it has read.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytz
import vobject
import vobject.icalendar
from khal import icalendar as khal_icalendar
from khal.khalendar.backend import SQLiteDb
from radicale.item import filter as radicale_filter

Dates = list[tuple[int, int, str]]
_FROM, _TO = datetime(1990, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)


def radicale(text: str) -> Dates:
    """radicale, in a process that has seen no other file."""
    getattr(vobject.icalendar, "__tzidMap").clear()
    vobject.icalendar.registerTzid("UTC", vobject.icalendar.utc)
    return radicale_that_runs(text)


def radicale_that_runs(text: str) -> Dates:
    """radicale with the zones that it has kept of the files before."""
    found: Dates = []
    status = ""

    def on_event(event: Any) -> None:
        nonlocal status
        status = event.status.value

    def on_range(start: datetime, end: datetime, is_recurrence: bool) -> bool:
        found.append((_seconds(start), _seconds(end), status))
        return False

    read = vobject.readOne(text)
    radicale_filter.visit_time_ranges(read, "VEVENT", on_range, lambda _: False, on_event)
    return found


def khal(text: str) -> Dates:
    """khal's own database of one calendar, with the entry that it would show for each date."""
    database = SQLiteDb(["c"], ":memory:", locale={"default_timezone": UTC, "local_timezone": UTC})
    database.update(text, "entry.ics", calendar="c")
    events = khal_icalendar.cal_from_ics(text).walk("VEVENT")
    apart = {str(_seconds(event["RECURRENCE-ID"].dt)): event for event in events if "RECURRENCE-ID" in event}
    (master,) = (event for event in events if "RECURRENCE-ID" not in event)
    return [
        (_seconds(start), _seconds(end), str(apart.get(reference, master)["STATUS"]))
        for _item, _name, start, end, reference, *_ in database.get_localized(_FROM, _TO)
    ]


def offsets(asked: str) -> list[int]:
    """How the clock of a zone goes that khal knows by its name: minutes before UTC at each of the moments."""
    question = json.loads(asked)
    zone = pytz.timezone(question["zone"])
    moments = (datetime.fromtimestamp(at, zone) for at in question["seconds"])
    return [int((at.utcoffset() or timedelta(0)).total_seconds()) // 60 for at in moments]


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


_ENGINES = {
    "radicale": radicale,
    "radicale that runs": radicale_that_runs,
    "khal": khal,
    "clock of khal": offsets,
}


def _answer(engine: str, text: str) -> Any:
    try:
        return _ENGINES[engine](text)
    except Exception as error:  # noqa: BLE001  # whatever a program says of a file is its answer
        return {"error": repr(error)}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(_answer(*json.loads(line))), flush=True)  # noqa: T201  # the answer
