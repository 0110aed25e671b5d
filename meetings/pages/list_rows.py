"""Meetings as rows of the list and of an agenda, ready to be written by `templates_jinja2/meetings/`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext

from accounts.models import User
from l10n import format_datetime
from l10n.numbers import grouped
from meetings.limits import OPENS_BEFORE
from meetings.models import Meeting
from meetings.pages.badges import badges
from meetings.queries.lists import MeetingRow
from ui.badges import Badge

_State = Meeting.State


class TableRow(NamedTuple):
    """A row of the list, a tuple because a page has fifty; `table_rows.html` takes it apart in this order.

    ``number`` is the meeting ID as it is read out.
    """

    day: str
    span: str
    address: str
    subject: str
    organiser: str
    is_organiser: bool
    people: str
    is_series: bool
    badges: tuple[Badge, ...]
    number: str


class AgendaRow(NamedTuple):
    """A row of a day. ``tone`` and ``bar`` are the last parts of classes, "" for the plain ones.

    ``clock_before`` is the time on the line above it, which shows where the day stands; ``entry`` is what the
    calendar draws of it (``calendar_entries``).
    """

    start: str
    length: str
    address: str
    subject: str
    organiser: str
    is_organiser: bool
    people: str
    is_series: bool
    tone: str
    bar: str
    badges: tuple[Badge, ...]
    is_next: bool
    join: str
    clock_before: str = ""
    entry: str = ""


@dataclass(slots=True)
class Reading:
    """What the rows of one page share: who reads it, when, in which zone and language."""

    reader: User
    now: datetime
    zone: ZoneInfo = field(init=False)
    today: date = field(init=False)
    language: str = field(init=False)
    prefix: str = field(init=False)
    days: dict[date, str] = field(init=False)

    def __post_init__(self) -> None:
        self.zone = self.reader.zone
        self.today = self.now.astimezone(self.zone).date()
        self.language = get_language() or ""
        self.prefix = reverse("meetings:coming")
        self.days = {self.today: pgettext("day", "Today"), self.today + timedelta(days=1): pgettext("day", "Tomorrow")}

    def day(self, moment: date) -> str:
        """Return "Today", "Tomorrow" or "Fri 15 May"."""
        if moment not in self.days:
            self.days[moment] = format_datetime.day(moment, today=self.today, language=self.language)
        return self.days[moment]

    def address(self, meeting_id: UUID) -> str:
        return f"{self.prefix}{meeting_id}/"


def table_rows(found: Iterable[MeetingRow], reading: Reading) -> tuple[TableRow, ...]:
    """Return the rows of the list."""
    return tuple(_table_row(row, reading) for row in found)


def agenda_rows(
    found: Iterable[MeetingRow], reading: Reading, *, joins: dict[UUID, str], next_row: MeetingRow | None
) -> tuple[AgendaRow, ...]:
    """Return the rows of a day. ``joins`` says where meetings are joined, which is shown once one is nearly open."""
    return tuple(
        _agenda_row(
            row,
            reading,
            joins.get(row.id, "") if is_open(row, reading) else "",
            is_next=row == next_row and row.state != _State.RUNNING,
        )
        for row in found
    )


def badges_of(row: MeetingRow) -> tuple[Badge, ...]:
    """Return the badges of a meeting in a list."""
    return badges(state=row.state, kind=row.write_kind, write=row.write_state, is_stale=row.write_is_stale)


def _table_row(row: MeetingRow, reading: Reading) -> TableRow:
    start, end = row.start_at.astimezone(reading.zone), row.end_at.astimezone(reading.zone)
    return TableRow(
        reading.day(start.date()),
        f"{start.hour:02}:{start.minute:02}–{end.hour:02}:{end.minute:02}",
        reading.address(row.id),
        row.subject,
        row.organiser_name,
        row.organiser_id == reading.reader.pk,
        _people(reading.language, row.invitee_count),
        row.occurrence_id is not None,
        badges_of(row),
        grouped(row.number),
    )


def _agenda_row(row: MeetingRow, reading: Reading, join: str, *, is_next: bool) -> AgendaRow:
    is_plain = row.state == _State.BOOKED and row.write_state in {"done", ""}
    return AgendaRow(
        start=format_datetime.clock(row.start_at, zone=reading.zone),
        length=_minutes(reading.language, int((row.end_at - row.start_at).total_seconds()) // 60),
        address=reading.address(row.id),
        subject=row.subject,
        organiser=row.organiser_name,
        is_organiser=row.organiser_id == reading.reader.pk,
        people=_people(reading.language, row.invitee_count),
        is_series=row.occurrence_id is not None,
        tone=_tone(row, reading.now),
        bar=_bar(row, reading),
        badges=() if is_plain else badges_of(row),
        is_next=is_next,
        join=join,
    )


def is_open(row: MeetingRow, reading: Reading) -> bool:
    """Return whether a row shows the button that joins."""
    is_held = row.state in {_State.BOOKED, _State.RUNNING}
    return is_held and row.start_at <= reading.now + OPENS_BEFORE and not row.is_over(reading.now)


def _tone(row: MeetingRow, now: datetime) -> str:
    if row.state == _State.CANCELLED:
        return "off"
    return "past" if row.is_over(now) else ""


def _bar(row: MeetingRow, reading: Reading) -> str:
    if row.state == _State.RUNNING:
        return "live"
    if row.state in {_State.CANCELLED, _State.REFUSED} or row.is_over(reading.now):
        return "off"
    if row.state == _State.REQUESTED:
        return "check"
    return "" if row.organiser_id == reading.reader.pk else "guest"


@cache
def _people(language: str, count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


@cache
def _minutes(language: str, length: int) -> str:
    return ngettext("%(count)s min", "%(count)s min", length) % {"count": length}
