"""The list of past meetings, with its filters."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from directory.services.rooms import known_rooms
from history.forms.past_filters import PastFilters
from history.models import Kind, SyncCursor
from history.pages.past_rows import PastRow, Reading, past_rows
from history.queries import past
from history.services import past_table
from l10n import format_datetime, zones
from rest.cursor import Cursor

PER_PAGE = 50


class Segment(NamedTuple):
    """One of the lists; ``query`` is its part of the address, ``total`` how many rows it has, "" if not counted."""

    word: str
    query: str
    is_current: bool
    total: str = ""


class FilterOn(NamedTuple):
    """A filter that is on; ``query`` is the address without it."""

    words: str
    query: str


@dataclass(frozen=True, slots=True)
class PastList:
    """A page of the list. ``earlier`` and ``latest`` are parts of addresses, "" where there is nothing to go to.

    ``problem`` says what is wrong with the days, "" for nothing. ``read_at`` is when the meeting service's history was
    last read, "" where it never was. ``export`` are the words of a link to all rows as a file, "" where there are no
    rows. ``rooms`` are names that may be typed.
    """

    rows: tuple[PastRow, ...]
    segments: tuple[Segment, ...]
    filters: PastFilters
    problem: str
    on: tuple[FilterOn, ...]
    rooms: tuple[str, ...]
    export: str
    without_filters: str
    earlier: str
    latest: str
    is_first: bool
    read_at: str
    zone_city: str
    zone_offset: str


def build_past_list(person: User, now: datetime, *, filters: PastFilters, cursor: Cursor | None) -> PastList:
    """Return the page behind ``cursor``, the first where there is none."""
    if not person.is_staff:
        filters = filters._replace(is_everybody=False)
    cursor_row = SyncCursor.objects.filter(tenant=person.tenant_id, kind=Kind.SESSIONS).first()
    before = (cursor.at, cursor.key) if cursor else None
    rooms = known_rooms(person=person, now=now).entries
    wanted, limit = filters.to_filters(person.zone, rooms=rooms), PER_PAGE + 1
    if filters.is_everybody:
        found = past.of_the_tenant(person=person, filters=wanted, before=before, limit=limit)
        count = past.count_of_the_tenant(person=person, filters=wanted)
    else:
        found = past.own(person=person, filters=wanted, before=before, limit=limit, now=now)
        count = past.count_own(person=person, filters=wanted, now=now)
    shown, query = found[:PER_PAGE], filters.query()
    reading = Reading(person, now, cursor_row.read_until if cursor_row else None)
    at = cursor_row.succeeded_at if cursor_row else None
    return PastList(
        rows=past_rows(shown, reading),
        segments=_segments(filters, _total(count), can_see_everybody=person.is_staff and person.tenant_id is not None),
        filters=filters,
        problem=_("The last day is before the first one.") if filters.is_reversed else "",
        on=_on(filters, reading),
        rooms=tuple(room.name for room in rooms if not room.is_personal),
        export=_export(count),
        without_filters=urlencode({"everybody": "1"} if filters.is_everybody else {}),
        earlier=urlencode(query | {"before": str(Cursor(*shown[-1].place))}) if len(found) > PER_PAGE else "",
        latest=urlencode(query),
        is_first=cursor is None,
        read_at=format_datetime.moment(at, zone=person.zone, now=now) if at else "",
        zone_city=zones.city(person.time_zone),
        zone_offset=zones.offset(person.time_zone, now),
    )


def _total(count: int) -> str:
    return f"{past.COUNTED}+" if count > past.COUNTED else str(count)


def _export(count: int) -> str:
    if count > past.COUNTED:
        return _("Export up to %(most)s meetings") % {"most": past_table.MOST}
    return ngettext("Export %(count)s meeting", "Export %(count)s meetings", count) % {"count": count} if count else ""


def _segments(filters: PastFilters, total: str, *, can_see_everybody: bool) -> tuple[Segment, ...]:
    is_plain = not filters.is_recorded and not filters.is_everybody
    found = [
        Segment(pgettext("meetings", "Past"), "", is_plain),
        Segment(_("Recordings"), "recorded=1", filters.is_recorded and not filters.is_everybody),
    ]
    if can_see_everybody:
        found.append(Segment(_("Whole organisation"), "everybody=1", filters.is_everybody))
    return tuple(each._replace(total=total) if each.is_current else each for each in found)


def _on(filters: PastFilters, reading: Reading) -> tuple[FilterOn, ...]:
    """Return the filters that are on, in the order of the form."""
    words = {
        "q": _("“%(words)s”") % {"words": filters.words},
        "host": _("organised by %(person)s") % {"person": filters.host},
        "with": _("with %(person)s") % {"person": filters.attendee},
        "room": _("in room %(room)s") % {"room": filters.room},
        "tag": _("tag %(tag)s") % {"tag": filters.tag},
        "since": _("since %(day)s") % {"day": reading.day(filters.since)} if filters.since else "",
        "until": _("until %(day)s") % {"day": reading.day(filters.until)} if filters.until else "",
        "cancelled": _("with cancelled ones"),
        "recorded": _("recorded"),
    }
    query = filters.query()
    return tuple(
        FilterOn(word, urlencode({key: value for key, value in query.items() if key != name}))
        for name, word in words.items()
        if name in query
    )
