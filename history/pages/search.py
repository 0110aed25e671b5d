"""The page of a search: what is coming, what is past, and the people who may be meant."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from history.forms.search_filters import Part, SearchFilters
from history.models import Kind, SyncCursor
from history.pages.past_rows import PastRow, Reading, past_rows
from history.queries import past
from l10n import zones
from meetings.pages.list_rows import TableRow, table_rows
from meetings.queries import colleagues
from meetings.queries.colleagues import find_colleagues
from meetings.queries.lists import EntryRow
from meetings.queries.search import COUNTED, Search
from rest.cursor import Cursor

PER_PAGE, _A_FEW = 50, 5


class Segment(NamedTuple):
    """What may be shown alone; ``query`` is its address, ``total`` how many there are, "" where nothing is asked."""

    word: str
    query: str
    is_current: bool
    total: str


class FilterOn(NamedTuple):
    """A filter that is on; ``query`` is the address without it."""

    words: str
    query: str


class Colleague(NamedTuple):
    """Somebody who may be meant; ``book`` is the address of a form that invites them."""

    pk: int
    name: str
    email: str
    department_code: str
    book: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``more_coming`` and ``more_past`` are addresses of what else there is, "" for nothing.

    ``total`` says in words how many there are. ``cancelled`` is the address that shows cancelled ones too, "" where
    they are shown. ``export`` is the query of the files. ``problem`` says what is wrong with the days.
    """

    filters: SearchFilters
    problem: str
    total: str
    segments: tuple[Segment, ...]
    on: tuple[FilterOn, ...]
    without_filters: str
    coming: tuple[TableRow, ...]
    coming_total: str
    more_coming: str
    past: tuple[PastRow, ...]
    past_total: str
    more_past: str
    people: tuple[Colleague, ...]
    cancelled: str
    export: str
    hits: tuple[str, ...]
    is_first: bool
    zone_city: str
    zone_offset: str

    @property
    def is_nothing(self) -> bool:
        return not (self.coming or self.past or self.people)


def build_search_page(person: User, now: datetime, *, filters: SearchFilters, cursor: Cursor | None) -> SearchPage:
    """Return what was found; of one part alone the page behind ``cursor``, the first where there is none."""
    wanted = filters.to_wanted(person.zone)
    found = Search(person=person, wanted=wanted, now=now)
    part, place = filters.part, (cursor.at, cursor.key) if cursor else None
    people: tuple[Colleague, ...] = ()
    ahead: list[int] = []
    over: list[int] = []
    if not filters.is_empty:
        people = tuple(_colleague(row) for row in find_colleagues(person=person, text=filters.words))
        ahead, over = found.coming(limit=COUNTED + 1), found.past(limit=COUNTED + 1)
    counts = _Counts(len(ahead), len(over), len(people))
    limit = _A_FEW if part == Part.EVERYTHING else PER_PAGE
    if place and part == Part.COMING:
        ahead = found.coming(limit=limit + 1, after=place)
    if place and part == Part.PAST:
        over = found.past(limit=limit + 1, before=place)
    coming = found.rows(ahead[:limit]) if part in _SHOWING_COMING else []
    past_entries = found.rows(over[:limit]) if part in _SHOWING_PAST else []
    reading = Reading(person, now, _read_until(person) if past_entries else None)
    return SearchPage(
        filters=filters,
        problem=_("The last day is before the first one.") if filters.is_reversed else "",
        total=_total(counts),
        segments=_segments(filters, counts),
        on=_on(filters, reading),
        without_filters=urlencode({"q": filters.words} if filters.words else {}),
        coming=table_rows([row.meeting for row in coming], reading),
        coming_total=_capped(counts.coming),
        more_coming=_more(filters, Part.COMING, coming, has_more=len(ahead) > limit),
        past=past_rows(past.with_sessions(past_entries, person=person), reading),
        past_total=_capped(counts.past),
        more_past=_more(filters, Part.PAST, past_entries, has_more=len(over) > limit),
        people=people if part in _SHOWING_PEOPLE else (),
        cancelled="" if filters.with_cancelled else urlencode(filters._replace(with_cancelled=True).query()),
        export=urlencode(filters.query()) if counts.coming or counts.past else "",
        hits=tuple(filters.words.split()),
        is_first=cursor is None,
        zone_city=zones.city(person.time_zone),
        zone_offset=zones.offset(person.time_zone, now),
    )


_SHOWING_COMING, _SHOWING_PAST = {Part.EVERYTHING, Part.COMING}, {Part.EVERYTHING, Part.PAST}
_SHOWING_PEOPLE = {Part.EVERYTHING, Part.PEOPLE}


class _Counts(NamedTuple):
    coming: int
    past: int
    people: int


def _read_until(person: User) -> datetime | None:
    row = SyncCursor.objects.filter(tenant=person.tenant_id, kind=Kind.SESSIONS).first()
    return row.read_until if row else None


def _colleague(row: colleagues.Colleague) -> Colleague:
    return Colleague(**row, book=f"{reverse('meetings:book')}?{urlencode({'with': row['email']})}")


def _more(filters: SearchFilters, part: Part, rows: list[EntryRow], *, has_more: bool) -> str:
    """Return the address of all of a part, or, where that is shown, of its next page."""
    if not (has_more and rows):
        return ""
    query = filters._replace(part=part).query()
    if filters.part == part:
        query["after"] = str(Cursor(rows[-1].meeting.start_at, rows[-1].key))
    return urlencode(query)


def _capped(count: int) -> str:
    return f"{COUNTED}+" if count > COUNTED else str(count)


def _total(counts: _Counts) -> str:
    coming = _("%(count)s coming") % {"count": _capped(counts.coming)}
    over = _("%(count)s past") % {"count": _capped(counts.past)}
    people = ngettext("%(count)s person", "%(count)s people", counts.people) % {"count": counts.people}
    parts = [coming, over, *([people] if counts.people else [])]
    return _("Found: %(parts)s") % {"parts": pgettext("between parts of a list", ", ").join(parts)}


def _segments(filters: SearchFilters, counts: _Counts) -> tuple[Segment, ...]:
    everything = counts.coming + counts.past + counts.people
    is_more = counts.coming > COUNTED or counts.past > COUNTED
    words = {
        Part.EVERYTHING: (_("Everything"), f"{COUNTED}+" if is_more else str(everything)),
        Part.COMING: (pgettext("meetings", "Coming"), _capped(counts.coming)),
        Part.PAST: (pgettext("meetings", "Past"), _capped(counts.past)),
        Part.PEOPLE: (pgettext("found", "People"), str(counts.people)),
    }
    return tuple(
        Segment(word, urlencode(filters._replace(part=part).query()), part == filters.part, total)
        for part, (word, total) in words.items()
    )


def _on(filters: SearchFilters, reading: Reading) -> tuple[FilterOn, ...]:
    """Return the filters that are on, in the order of the form."""
    words = {
        "role": _("organised by you"),
        "since": _("since %(day)s") % {"day": reading.day(filters.since)} if filters.since else "",
        "until": _("until %(day)s") % {"day": reading.day(filters.until)} if filters.until else "",
        "cancelled": _("with cancelled ones"),
    }
    query = filters.query()
    return tuple(
        FilterOn(word, urlencode({key: value for key, value in query.items() if key != name}))
        for name, word in words.items()
        if name in query
    )
