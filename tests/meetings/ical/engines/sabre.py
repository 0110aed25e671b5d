"""What sabre/vobject 4.6.0 makes of a calendar file, which is in Nextcloud and Baïkal; a model of it.

Debian has 2.1 alone. Its rules that our files have met, by file of that version: an RDATE replaces the RRULE
(lib/Recur/EventIterator.php); a VTIMEZONE is not read: a TZID is a name that PHP knows, or else UTC
(lib/TimeZoneUtil.php); an entry takes as many seconds as the first of its series (EventIterator.php). Of the names
this model knows one of each country and those of no place, as PHP does whatever else it knows.
"""

import re
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar, Component

Dates = list[tuple[int, int, str]]
_TABLE = (files("tzdata") / "zoneinfo" / "zone.tab").read_text().splitlines()
_OF_NO_PLACE = {"UTC", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"}
_KNOWN = {*_OF_NO_PLACE, *(line.split("\t")[2] for line in _TABLE if not line.startswith("#"))}


def sabre(text: str) -> Dates:
    events = list(Calendar.from_ical(text).walk("VEVENT"))
    (master,) = (event for event in events if "RECURRENCE-ID" not in event)
    apart = [event for event in events if "RECURRENCE-ID" in event]
    start, end = _at(master, "DTSTART"), _at(master, "DTEND")
    hidden = {_at(event, "RECURRENCE-ID") for event in apart} | set(_listed(master, "EXDATE"))
    found = [
        (_seconds(at), _seconds(at) + _seconds(end) - _seconds(start), str(master["STATUS"]))
        for at in _expanded(master, start)
        if at not in hidden
    ]
    found += [(_seconds(_at(one, "DTSTART")), _seconds(_at(one, "DTEND")), str(one["STATUS"])) for one in apart]
    return found


def _expanded(master: Component, start: datetime) -> list[datetime]:
    if "RDATE" in master:
        return [start, *_listed(master, "RDATE")]
    if "RRULE" not in master:
        return [start]
    zone = start.tzinfo
    rule = _text(master["RRULE"])

    def on_the_clock(found: re.Match[str]) -> str:
        until = datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return f"UNTIL={until.astimezone(zone):%Y%m%dT%H%M%S}"

    naive = rrulestr(re.sub(r"UNTIL=(\w+)", on_the_clock, rule), dtstart=start.replace(tzinfo=None))
    return [at.replace(tzinfo=zone) for at in naive]


def _listed(event: Component, name: str) -> list[datetime]:
    written = event.get(name, [])
    lists = written if isinstance(written, list) else [written]
    return [_read(_text(one), str(found.params.get("TZID", ""))) for found in lists for one in found.dts]


def _at(event: Component, name: str) -> datetime:
    return _read(_text(event[name]), str(event[name].params.get("TZID", "")))


def _read(written: str, tzid: str) -> datetime:
    zone = ZoneInfo(tzid) if tzid in _KNOWN or tzid.startswith("Etc/") else UTC
    return datetime.strptime(written.removesuffix("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=zone)


def _text(written: Any) -> str:
    return bytes(written.to_ical()).decode()


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
