"""What booking would make, before anything is booked or stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from accounts.errors import AccountError
from accounts.models import User
from accounts.vendor import clients
from l10n import format_datetime
from l10n.problem import Problem
from meetings.errors import ExternalIdUsed
from meetings.models import Invitee
from meetings.recurrence import Rule, wording
from meetings.requests import BookingRequest, Origin
from meetings.services import rooms
from meetings.snapshots import Span
from meetings.writes import planning
from meetings.writes.payloads import WantedMeeting, to_minute

_ABOUT_TIMES = ("start_at", "length_minutes", "time_zone", "recurrence")


class InvitedPerson(NamedTuple):
    """Somebody who would have a link; ``person`` is None for an outsider. ``is_mailed``: booking tells them."""

    email: str
    name: str
    person: User | None
    role: str
    is_mailed: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """A meeting that might be booked. While its times are a problem, it has no ``occurrences`` and no ``rule``."""

    problems: tuple[Problem, ...]
    occurrences: tuple[Span, ...]
    rule: str
    # Why the portal has to keep the series itself, "" where the meeting service can.
    why_portal_series: str
    people: tuple[InvitedPerson, ...]


def preview(
    *,
    organiser: User,
    request: BookingRequest,
    now: datetime,
    origin: Origin | None = None,
    unknown: Sequence[Problem] = (),
) -> Preview:
    """Return what ``booking.book`` would make of ``request``, with all that would stand in its way.

    ``unknown`` are the problems that were found while it was read.
    """
    problems = (*unknown, *request.problems(now), *_refusals(organiser, origin))
    have_times = not any(problem.field.startswith(_ABOUT_TIMES) for problem in problems)
    spans = _spans(request, now) if have_times else ()
    problems += tuple(rooms.room_problems(organiser=organiser, request=request, spans=spans, now=now))
    rule, why = _describe_rule(request, spans, now), _why_portal_series(request, spans)
    return Preview(problems, spans, rule, why, _people(organiser, request))


def _refusals(organiser: User, origin: Origin | None) -> list[Problem]:
    """Return why nothing at all could be booked by ``organiser``, or not under that external ID."""
    found: list[Problem] = []
    try:
        clients.identity_of(person=organiser)
    except AccountError as error:
        found += error.problems
    if origin and (first := planning.find_external(origin)):
        found += ExternalIdUsed(meeting=first).problems
    return found


def _spans(request: BookingRequest, now: datetime) -> tuple[Span, ...]:
    spans = rooms.spans_of(request, now=now)
    return tuple(Span(to_minute(span.start_at), to_minute(span.start_at) + request.length) for span in spans)


def _describe_rule(request: BookingRequest, spans: tuple[Span, ...], now: datetime) -> str:
    if request.repeats is None or not spans:
        return ""
    zone = ZoneInfo(request.time_zone)
    last = spans[-1].start_at.astimezone(zone).date()
    language, today = format_datetime.current_language(), now.astimezone(zone).date()
    return wording.describe_pattern_until(request.repeats.pattern, language, last=last, today=today)


def _why_portal_series(request: BookingRequest, spans: tuple[Span, ...]) -> str:
    if not isinstance(request.repeats, Rule) or not spans:
        return ""
    return request.repeats.why_portal_series(format_datetime.current_language())


def _people(organiser: User, request: BookingRequest) -> tuple[InvitedPerson, ...]:
    """Return the organiser, who always gets a copy, and each invitee once."""
    wanted = WantedMeeting.of_request(replace(request, repeats=None), organiser=organiser, start_at=None)
    known = {guest.person.pk: guest.person for guest in request.invitees if guest.person}
    own = InvitedPerson(organiser.email, organiser.name, organiser, Invitee.Role.ORGANISER, is_mailed=True)
    guests = (
        InvitedPerson(
            guest.email,
            guest.name,
            known.get(guest.person_id) if guest.person_id else None,
            Invitee.Role.COHOST if guest.is_cohost else Invitee.Role.GUEST,
            is_mailed=request.tells_invitees,
        )
        for guest in wanted.invitees
    )
    return (own, *guests)
