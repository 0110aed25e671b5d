"""The card of what comes next: what, when, with whom, and how long until then."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from l10n import format_datetime
from meetings.models import Invitee, Meeting
from meetings.pages import rows
from meetings.queries.lists import MeetingRow
from ui import avatars

_RING = 364.4  # the length of its circle
_MOST_CARDS, _MOST_FACES = 2, 3


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody who is invited."""

    initials: str
    disc: int


@dataclass(frozen=True, slots=True)
class Card:
    """``number`` and ``unit`` stand in the ring; ``ring`` is its stroke's dash array."""

    row: MeetingRow
    lang: SafeString
    address: str
    span: str
    starts_at: str
    role: str
    is_running: bool
    number: int
    unit: str
    label: str
    ring: str
    join: str
    faces: tuple[Face, ...]
    more_faces: int
    people: str
    state: SafeString


def next_of(found: Iterable[MeetingRow], page: rows.Page) -> list[MeetingRow]:
    """What runs now and what starts next today; those that start together all of them, two at most."""
    open_rows = [
        row
        for row in found
        if row.state in {Meeting.State.BOOKED, Meeting.State.RUNNING}
        and row.end_at > page.now
        and row.start_at.astimezone(page.zone).date() <= page.today
    ]
    running = [row for row in open_rows if row.start_at <= page.now or row.state == Meeting.State.RUNNING]
    ahead = [row for row in open_rows if row not in running]
    if not running:
        running = [row for row in ahead if row.start_at == ahead[0].start_at]
    return running[:_MOST_CARDS]


def cards(found: list[MeetingRow], page: rows.Page, *, joins: dict[UUID, str]) -> list[Card]:
    """One query for everybody on the cards."""
    names: dict[UUID, list[tuple[str, object]]] = {}
    invited = Invitee.objects.present().filter(meeting__in=[row.id for row in found]).order_by("pk")
    for meeting_id, name, email, person_id in invited.values_list("meeting_id", "name", "email", "person_id"):
        if person_id != page.reader.pk:
            names.setdefault(meeting_id, []).append((name or email, person_id or email))
    return [_card(row, page, joins.get(row.id, ""), names.get(row.id, [])) for row in found]


def _card(row: MeetingRow, page: rows.Page, join: str, people: list[tuple[str, object]]) -> Card:
    is_running = row.state == Meeting.State.RUNNING or row.start_at <= page.now
    minutes = max(0, -int((page.now - row.start_at).total_seconds() // 60))
    if is_running:
        minutes = max(0, int((page.now - row.start_at).total_seconds() // 60))
    number, unit, label = _amount(minutes, is_running=is_running)
    return Card(
        row=row,
        lang=rows.lang(row.subject, page.language),
        address=page.address(row.id),
        span=format_datetime.span(row.start_at, row.end_at, zone=page.zone),
        starts_at=row.start_at.isoformat(),
        role=_("You organise") if row.organiser_id == page.reader.pk else _organised_by(row),
        is_running=is_running,
        number=number,
        unit=unit,
        label=label,
        ring=f"{_RING if is_running else _RING * min(minutes, 60) / 60:.1f} {_RING}",
        join=join,
        faces=tuple(Face(avatars.initials(name), avatars.disc(key)) for name, key in people[:_MOST_FACES]),
        more_faces=max(0, len(people) - _MOST_FACES),
        people=_names([name for name, _key in people]),
        state=rows.state_of(row),
    )


def _amount(minutes: int, *, is_running: bool) -> tuple[int, str, str]:
    """The number in the ring, its unit, and both in words for a reader."""
    if minutes < 120:
        if is_running:
            label = ngettext("Running for %(count)s minute", "Running for %(count)s minutes", minutes)
        else:
            label = ngettext("Starts in %(count)s minute", "Starts in %(count)s minutes", minutes)
        return minutes, _("min"), label % {"count": minutes}
    hours = round(minutes / 60)
    if is_running:
        label = ngettext("Running for %(count)s hour", "Running for %(count)s hours", hours)
    else:
        label = ngettext("Starts in %(count)s hour", "Starts in %(count)s hours", hours)
    return hours, _("h"), label % {"count": hours}


def _organised_by(row: MeetingRow) -> str:
    return _("Organised by %(person)s") % {"person": row.organiser_name}


def _names(names: list[str]) -> str:
    if not names:
        return ""
    shown = format_datetime.names(names[:_MOST_FACES])
    others = len(names) - _MOST_FACES
    if others <= 0:
        return shown
    return ngettext("%(names)s and one other", "%(names)s and %(count)s others", others) % {
        "names": shown,
        "count": others,
    }


def joins_of(person: User, meeting_ids: list[UUID]) -> dict[UUID, Invitee]:
    """The person's own invitations to those meetings."""
    own = Invitee.objects.present().filter(person=person, meeting__in=meeting_ids)
    return {invitee.meeting_id: invitee for invitee in own}
