"""The card of what comes next: what, when, with whom, and how long until then."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from l10n import format_datetime
from meetings.models import Invitee, Meeting
from meetings.pages.join_path import join_address
from meetings.pages.list_rows import Reading, badges_of
from meetings.queries.lists import MeetingRow
from ui import avatars
from ui.badges import Badge

_RING = 364.4  # the length of its circle
_MOST_CARDS, _MOST_AVATARS = 2, 3


@dataclass(frozen=True, slots=True)
class Avatar:
    """The disc of somebody who is invited."""

    initials: str
    disc: int


@dataclass(frozen=True, slots=True)
class Card:
    """``number`` and ``unit`` stand in the ring; ``ring`` is its stroke's dash array."""

    subject: str
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
    avatars: tuple[Avatar, ...]
    more_avatars: int
    people: str
    badges: tuple[Badge, ...]


def choose_next(found: Iterable[MeetingRow], reading: Reading) -> list[MeetingRow]:
    """Return what runs now and what starts next today; of those that start together all, two at most."""
    open_rows = [
        row
        for row in found
        if row.state in {Meeting.State.BOOKED, Meeting.State.RUNNING}
        and not row.is_over(reading.now)
        and row.start_at.astimezone(reading.zone).date() <= reading.today
    ]
    running = [row for row in open_rows if row.start_at <= reading.now or row.state == Meeting.State.RUNNING]
    ahead = [row for row in open_rows if row not in running]
    if not running:
        running = [row for row in ahead if row.start_at == ahead[0].start_at]
    return running[:_MOST_CARDS]


@dataclass(frozen=True, slots=True)
class Invited:
    """Who else is invited to some meetings, and where the reader's own links lead."""

    others: dict[UUID, list[tuple[str, object]]]
    joins: dict[UUID, str]


def find_invited(meeting_ids: set[UUID], joinable_ids: set[UUID], *, person: User) -> Invited:
    """Return who else is invited to the first, and where the person's own links into the second lead: one query."""
    others: dict[UUID, list[tuple[str, object]]] = {}
    joins: dict[UUID, str] = {}
    is_own = Q(meeting__in=joinable_ids, person=person)
    # Only what is needed is decrypted.
    token = Case(When(is_own, then="join_token"), default=Value("", Invitee._meta.get_field("join_token")))
    invited = Invitee.objects.present().filter(Q(meeting__in=meeting_ids) | is_own).order_by("pk")
    for meeting_id, name, email, person_id, own in invited.values_list(
        "meeting_id", "name", "email", "person_id", token
    ):
        if own:
            joins[meeting_id] = join_address(Invitee(join_token=own))
        if person_id != person.pk:
            others.setdefault(meeting_id, []).append((name or email, person_id or email))
    return Invited(others, joins)


def build_cards(found: list[MeetingRow], reading: Reading, invited: Invited) -> tuple[Card, ...]:
    """Return the cards of what comes next."""
    return tuple(_card(row, reading, invited.joins.get(row.id, ""), invited.others.get(row.id, [])) for row in found)


def _card(row: MeetingRow, reading: Reading, join: str, people: list[tuple[str, object]]) -> Card:
    is_running = row.state == Meeting.State.RUNNING or row.start_at <= reading.now
    minutes = max(0, -int((reading.now - row.start_at).total_seconds() // 60))
    if is_running:
        minutes = max(0, int((reading.now - row.start_at).total_seconds() // 60))
    number, unit, label = _amount(minutes, is_running=is_running)
    return Card(
        subject=row.subject,
        address=reading.address(row.id),
        span=format_datetime.span(row.start_at, row.end_at, zone=reading.zone),
        starts_at=row.start_at.isoformat(),
        role=_("You organise") if row.organiser_id == reading.reader.pk else _organised_by(row),
        is_running=is_running,
        number=number,
        unit=unit,
        label=label,
        ring=f"{_RING if is_running else _RING * min(minutes, 60) / 60:.1f} {_RING}",
        join=join,
        avatars=tuple(Avatar(avatars.initials(name), avatars.disc(key)) for name, key in people[:_MOST_AVATARS]),
        more_avatars=max(0, len(people) - _MOST_AVATARS),
        people=_names([name for name, _key in people]),
        badges=badges_of(row),
    )


def _amount(minutes: int, *, is_running: bool) -> tuple[int, str, str]:
    """Return the number in the ring, its unit, and both in words for a reader."""
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
    shown = format_datetime.names(names[:_MOST_AVATARS])
    others = len(names) - _MOST_AVATARS
    if others <= 0:
        return shown
    return ngettext("%(names)s and one other", "%(names)s and %(count)s others", others) % {
        "names": shown,
        "count": others,
    }
