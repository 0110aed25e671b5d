"""What happened to a meeting, as its writes say, the newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.models import User
from l10n import format_datetime
from meetings import schedule
from meetings.kind_words import words_of
from meetings.models import Meeting, VendorWrite
from meetings.pages.what_changed import Change, list_changes, list_moves
from meetings.writes.kinds import kind_of
from meetings.writes.payloads import UnreadablePayload

_Write = VendorWrite.State


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of what happened; ``changes`` where a change was made."""

    at: datetime
    text: str
    changes: tuple[Change, ...] = ()


# What apps above this one know of a meeting, for one reader, at one time.
Source = Callable[[Meeting, User, datetime], list[Activity]]
_SOURCES: list[Source] = []


def add_source(source: Source) -> None:
    """Let the activity of meetings tell what ``source`` knows, too; an app does that once, when it is ready."""
    _SOURCES.append(source)


def list_activity(meeting: Meeting, writes: list[VendorWrite], *, reader: User, now: datetime) -> list[Activity]:
    """Return what happened, the newest first; ``writes`` come with ``requested_by``, in any order.

    What other apps know is among it.
    """
    found = [
        Activity(write.finished_at or write.sent_at or write.created_at, text, _changes(write, reader.zone, now))
        for write in writes
        if (text := _text(write, reader, now))
    ]
    for source in _SOURCES:
        found += source(meeting, reader, now)
    if meeting.state == Meeting.State.ENDED:
        found.append(Activity(schedule.current_times(meeting, now=now).end_at, _("Ended.")))
    return sorted(found, key=lambda line: line.at, reverse=True)


def _text(write: VendorWrite, reader: User, now: datetime) -> str:
    words = words_of(write)
    said = words.by_reader if write.requested_by_id == reader.pk else words.by_somebody
    found = {_Write.DONE: said.done, _Write.REFUSED: said.refused, _Write.WITHDRAWN: said.withdrawn}
    sentence = found.get(_Write(write.state))
    if not sentence:
        return ""
    text = format_datetime.spaced(str(sentence) % {"person": write.requested_by.name})
    about = which_occurrence(write, reader.zone, now, says_new_time=write.state != _Write.DONE)
    return format_datetime.sentences(text, about) if about else text


def _changes(write: VendorWrite, zone: ZoneInfo, now: datetime) -> tuple[Change, ...]:
    if write.state != _Write.DONE:
        return ()
    try:
        kind = kind_of(write)
        payload = kind.read(write.payload)
    except UnreadablePayload:
        return ()
    if change := kind.change(payload):
        return list_changes(*change, zone=zone, now=now)
    times = kind.occurrence_times(payload)
    return list_moves(times.was, times.wanted, zone=zone, now=now) if times and times.wanted else ()


def which_occurrence(write: VendorWrite, zone: ZoneInfo, now: datetime, *, says_new_time: bool = True) -> str:
    """Return which occurrence a write is about, with the time that it gives it or was to; "" for the whole."""
    try:
        kind = kind_of(write)
        times = kind.occurrence_times(kind.read(write.payload))
    except UnreadablePayload:
        return ""
    if times is None:
        return ""
    was = format_datetime.moment(times.was.start_at, zone=zone, now=now)
    if times.wanted is None or times.wanted == times.was or not says_new_time:
        return _("This is about %(was)s only.") % {"was": was}
    new = format_datetime.when(times.wanted.start_at, times.wanted.end_at, zone=zone, now=now)
    if write.state == _Write.DONE:
        return _("This is about %(was)s only; its new time is %(new)s.") % {"was": was, "new": new}
    return _("This is about %(was)s only; the time asked for is %(new)s.") % {"was": was, "new": new}
