"""Meetings as entries of the calendar's grid, which a script draws of the list of the same days.

Times leave as wall time of the reader's zone, without any offset: the widget would shift by one, and by today's.
"""

import json
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from l10n import format_datetime
from meetings.models import Meeting
from meetings.pages.list_rows import Reading, badges_of
from meetings.queries.lists import MeetingRow

_State = Meeting.State
# What is drawn at least: where the clocks go back, an end may come before its start on the wall.
_SHORTEST_DRAWN = timedelta(minutes=15)
_ICONS = {"live": "running", "off": "cancelled", "check": "unconfirmed"}


def describe_entry(row: MeetingRow, reading: Reading, *, may_change: bool) -> str:
    """Return an entry as JSON: where it stands, how it looks, what it says, and where it is moved, "" for nowhere."""
    start, end = row.start_at.astimezone(reading.zone), row.end_at.astimezone(reading.zone)
    tone = _tone(row, reading)
    icons = [_ICONS[tone]] if tone in _ICONS else []
    if row.occurrence_id is not None:
        icons.append("repeat")
    return json.dumps(
        {
            "start": _wall(start),
            "end": max(_wall(end), _wall(start.replace(tzinfo=None) + _SHORTEST_DRAWN)),
            "tone": tone,
            "icons": icons,
            "words": _words(row, reading),
            "label": _label(row, reading, start, end),
            "change": _change_address(row, reading) if may_change and _is_movable(row, reading.now) else "",
        },
        ensure_ascii=False,
    )


def _wall(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def _tone(row: MeetingRow, reading: Reading) -> str:
    """Return the last part of the entry's class, "" for a meeting of the reader's own."""
    if row.state == _State.RUNNING:
        return "live"
    if row.state == _State.CANCELLED:
        return "off"
    if row.is_over(reading.now):
        return "past"
    if row.state == _State.REQUESTED:
        return "check"
    return "" if row.organiser_id == reading.reader.pk else "guest"


def _words(row: MeetingRow, reading: Reading) -> str:
    """Return the second line: the state where it isn't the plain one, else when it begins and whose it is."""
    is_plain = row.state in {_State.BOOKED, _State.ENDED} and not row.write_state
    if not is_plain:
        return str(badges_of(row)[-1].word)
    clock = format_datetime.clock(row.start_at, zone=reading.zone)
    return clock if row.organiser_id == reading.reader.pk else f"{clock} · {row.organiser_name}"


def _label(row: MeetingRow, reading: Reading, start: datetime, end: datetime) -> str:
    """Return what is heard of an entry: title, time, state, organiser."""
    whose = (
        _("You organise")
        if row.organiser_id == reading.reader.pk
        else format_datetime.spaced(_("Organised by %(person)s") % {"person": row.organiser_name})
    )
    states = [str(badge.word) for badge in badges_of(row)]
    return pgettext("list", ", ").join([row.subject, _when(row, reading, start, end), *states, whose])


def _when(row: MeetingRow, reading: Reading, start: datetime, end: datetime) -> str:
    """Return "Thu 14 May, 10:48–11:33"; the day is written once for all entries of a page."""
    if start.date() != end.date() or start.utcoffset() != end.utcoffset():
        return format_datetime.when(row.start_at, row.end_at, zone=reading.zone, now=reading.now)
    return f"{reading.day(start.date())}{format_datetime.between()}{start:%H:%M}–{end:%H:%M}"


def _is_movable(row: MeetingRow, now: datetime) -> bool:
    return row.state == _State.BOOKED and row.start_at > now and row.write_state in {"", "refused"}


def _change_address(row: MeetingRow, reading: Reading) -> str:
    rest = "edit/" if row.occurrence_id is None else f"occurrences/{row.occurrence_id}/"
    return f"{reading.address(row.id)}{rest}"
