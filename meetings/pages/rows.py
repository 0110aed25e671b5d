"""Rows of meetings as mark-up, for the list and for home.

Built here and not in a template: a page has fifty of them, and the words are fetched once per page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from accounts.models import User
from l10n import format_datetime
from l10n.numbers import grouped
from meetings.models import Meeting
from meetings.pages import badges
from meetings.queries.lists import MeetingRow
from ui import icons

_HAN = re.compile(r"[\u3400-\u9fff]")
_State = Meeting.State
_SOON = timedelta(minutes=10)


@dataclass(slots=True)
class Page:
    """What the rows of one page share: reader, clock, language, words."""

    reader: User
    now: datetime
    zone: ZoneInfo = field(init=False)
    today: date = field(init=False)
    language: str = field(init=False)
    prefix: str = field(init=False)
    you: str = field(init=False)
    series: str = field(init=False)
    days: dict[date, str] = field(init=False)

    def __post_init__(self) -> None:
        self.zone = self.reader.zone
        self.today = self.now.astimezone(self.zone).date()
        self.language = get_language() or ""
        self.prefix = reverse("meetings:coming")
        self.you = pgettext("organiser", "You")
        self.series = _("Series")
        self.days = {self.today: pgettext("day", "Today"), self.today + timedelta(days=1): pgettext("day", "Tomorrow")}

    def day(self, moment: date) -> str:
        """ "Today", "Fri 15 May" """
        if moment not in self.days:
            self.days[moment] = format_datetime.day(moment, today=self.today, language=self.language)
        return self.days[moment]

    def address(self, meeting_id: UUID) -> str:
        return f"{self.prefix}{meeting_id}/"


def in_table(rows: Iterable[MeetingRow], page: Page) -> SafeString:
    """The body of the list. Roles stand beside the elements: as cards the table would lose them."""
    return mark_safe("".join(_table_row(row, page) for row in rows))  # noqa: S308 — every value is escaped below


def _table_row(row: MeetingRow, page: Page) -> str:
    start = row.start_at.astimezone(page.zone)
    number = escape(grouped(row.vendor_conference_id)) if row.vendor_conference_id else "–"
    return (
        f'<tr role="row"><td role="cell" class="mp-num text-nowrap"><span class="mp-strong">{page.day(start.date())}'
        f'</span><span class="mp-sec">{start:%H:%M}–{row.end_at.astimezone(page.zone):%H:%M}</span></td>'
        f'<td role="cell"><a class="mp-list-title" href="{page.address(row.id)}"{lang(row.subject, page.language)}>'
        f'{escape(row.subject)}</a><span class="mp-sec mp-affix">{_who(row, page)} · {_people(row, page)}'
        f"{_repeats(row, page)}</span></td>"
        f'<td role="cell">{state_of(row, page.language)}</td>'
        f'<td role="cell" class="mp-num mp-mut text-nowrap mp-desk">{number}</td></tr>'
    )


def in_agenda(
    rows: Iterable[MeetingRow], page: Page, *, joins: dict[UUID, str], next_row: MeetingRow | None
) -> SafeString:
    """The rows of a day. ``joins`` holds the addresses of the meetings, for those that are open or soon will be."""
    return mark_safe(  # noqa: S308 — every value is escaped below
        "".join(
            _agenda_row(row, page, joins.get(row.id, "") if _is_open(row, page) else "", is_next=row == next_row)
            for row in rows
        )
    )


def _is_open(row: MeetingRow, page: Page) -> bool:
    is_held = row.state in {_State.BOOKED, _State.RUNNING}
    return is_held and row.start_at <= page.now + _SOON and row.end_at > page.now


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Finished rows, one after the other."""
    return mark_safe("".join(parts))  # noqa: S308 — each part is safe


def now_line(page: Page) -> SafeString:
    """Where the day stands."""
    return mark_safe(  # noqa: S308 — a time
        f'<li><div class="mp-now"><span>{page.now.astimezone(page.zone):%H:%M}</span></div></li>'
    )


def state_of(row: MeetingRow, language: str | None = None) -> SafeString:
    """The badges of a row."""
    return badges.html(
        state=row.state, kind=row.write_kind, write=row.write_state, is_stale=row.write_is_stale, language=language
    )


def lang(text: str, language: str) -> SafeString:
    """The attribute that lets a reader pronounce a Chinese title in an English page."""
    is_foreign = _HAN.search(text) and not format_datetime.is_chinese(language)
    return SafeString(' lang="zh-Hans"' if is_foreign else "")


def minutes(length: int) -> str:
    """ "45 min" """
    return _minutes(get_language() or "", length)


def _agenda_row(row: MeetingRow, page: Page, join: str, *, is_next: bool) -> str:
    start = row.start_at.astimezone(page.zone)
    length = int((row.end_at - row.start_at).total_seconds()) // 60
    who = _("You organise") if row.organiser_id == page.reader.pk else _organised_by(row, page)
    return (
        f'<li{_row_class(row, page.now)}><div class="mp-row"><div class="mp-row-time"><time>{start:%H:%M}</time>'
        f"<span>{_minutes(page.language, length)}</span></div>"
        f'<div class="mp-bar{_bar_class(row, page)}"></div><div>'
        f'<a class="mp-row-title" href="{page.address(row.id)}"{lang(row.subject, page.language)}>'
        f'{escape(row.subject)}</a><div class="mp-row-meta"><span>{who}</span><span>{_people(row, page)}</span>'
        f"{_in_span(_repeats(row, page))}</div>"
        f"</div>{_row_end(row, join, is_next=is_next)}</div></li>"
    )


def _repeats(row: MeetingRow, page: Page) -> str:
    """That it is one date of a series."""
    return f" {icons.icon('repeat', 'mp-i-sm')} {page.series}" if row.date_id else ""


def _in_span(words: str) -> str:
    return f"<span>{words}</span>" if words else ""


def _row_end(row: MeetingRow, join: str, *, is_next: bool) -> str:
    parts: list[str] = []
    if row.state != _State.BOOKED or row.write_state not in {"done", ""}:
        parts.append(state_of(row))
    if is_next:
        word = pgettext("meeting", "Next")
        parts.append(f'<span class="mp-tag mp-tag-new">{word}</span>')
    if join:
        icon, word = icons.icon("video"), _("Join")
        parts.append(f'<a class="btn btn-outline btn-sm" href="{escape(join)}">{icon}{word}</a>')
    return f'<div class="mp-row-end">{"".join(parts)}</div>' if parts else ""


def _row_class(row: MeetingRow, now: datetime) -> str:
    if row.state == _State.CANCELLED:
        return ' class="mp-row-off"'
    return ' class="mp-row-past"' if row.state == _State.ENDED or row.end_at <= now else ""


def _bar_class(row: MeetingRow, page: Page) -> str:
    if row.state == _State.RUNNING:
        return " mp-bar-live"
    if row.state in {_State.CANCELLED, _State.ENDED, _State.REFUSED} or row.end_at <= page.now:
        return " mp-bar-off"
    if row.state == _State.REQUESTED:
        return " mp-bar-check"
    return "" if row.organiser_id == page.reader.pk else " mp-bar-guest"


def _who(row: MeetingRow, page: Page) -> str:
    if row.organiser_id == page.reader.pk:
        return page.you
    return _named(row.organiser_name, page.language)


def _named(name: str, language: str) -> str:
    attribute = lang(name, language)
    return f"<span{attribute}>{escape(name)}</span>" if attribute else escape(name)


def _organised_by(row: MeetingRow, page: Page) -> str:
    return _("Organised by %(person)s") % {"person": _named(row.organiser_name, page.language)}


def _people(row: MeetingRow, page: Page) -> str:
    return _people_words(page.language, row.invitee_count)


@cache
def _people_words(language: str, count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


@cache
def _minutes(language: str, length: int) -> str:
    return ngettext("%(count)s min", "%(count)s min", length) % {"count": length}
