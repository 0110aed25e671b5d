"""What a service is asked for, and all that is wrong with it: the same from the form, the API and the admin site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import ApiClient, User
from l10n import mail_address, zones
from l10n.problem import Problem
from l10n.text_length import utf16_length
from meetings import problems, schedule
from meetings.errors import InvalidRequest
from meetings.limits import LONGEST, LONGEST_NOTE, LONGEST_SUBJECT, SHORTEST
from meetings.options import TABLE, Options
from meetings.problems import Code
from meetings.recurrence import Cycle, CycleProblem, Rule, RuleProblem, cycles

_PASSWORD = re.compile(r"[0-9]{4,16}")  # docs/vendor/meetings.md 4.3


@dataclass(frozen=True, slots=True)
class InviteeRequest:
    """Somebody to invite: a person of the portal (then ``email`` is theirs) or an outsider."""

    email: str
    name: str = ""
    person: User | None = None
    is_cohost: bool = False

    @property
    def key(self) -> int | str:
        """Return what identifies them: the person, of an outsider the address as it is on the wire."""
        return self.person.pk if self.person else mail_address.on_the_wire(self.email)


@dataclass(frozen=True, slots=True)
class TerminalRequest:
    """A hard terminal that the meeting is to call by its ``number``."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class TimeRequest:
    """When one occurrence is to be held: ``start_at`` is aware, or None for "now"."""

    start_at: datetime | None
    length_minutes: int
    time_zone: str

    def problems(self, now: datetime) -> list[Problem]:
        """Return all that is wrong with it; ``now`` is aware UTC."""
        return list(_time_problems(self.start_at, self.length_minutes, self.time_zone, now))


@dataclass(frozen=True, slots=True)
class Origin:
    """The business system that books, and how it finds the meeting again."""

    client: ApiClient
    external_id: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookingRequest(Options):
    """A whole meeting, single or a series, with its options.

    ``start_at`` is aware, or None for "now"; ``length_minutes`` 15 to 1440; ``time_zone`` an IANA name;
    ``guest_password`` 4 to 16 digits, "" lets the service make one of 6 digits. ``room_id`` is the vendor's of a
    cloud room or personal meeting ID, "" for a meeting ID of its own. A series has a rule: a Cycle is kept by the
    vendor, and its first date is that of the rule on or after ``start_at``; a Rule, kept by the portal, begins at
    ``start_at``. ``terminals`` are in the rooms from which people take part.
    """

    subject: str
    start_at: datetime | None
    length_minutes: int
    time_zone: str
    invitees: tuple[InviteeRequest, ...] = ()
    guest_password: str = field(default="", repr=False)
    repeats: Cycle | Rule | None = None
    room_id: str = ""
    terminals: tuple[TerminalRequest, ...] = ()

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.length_minutes)

    def problems(self, now: datetime) -> list[Problem]:
        """Return all that is wrong with it, in the order of a form; ``now`` is aware UTC."""
        return [
            *_subject_problems(self.subject),
            *_time_problems(self.start_at, self.length_minutes, self.time_zone, now),
            *_rule_problems(self, now),
            *(_address_problem(guest.email) for guest in self.invitees if mail_address.find_flaw(guest.email)),
            *_password_problems(self.guest_password),
            *(
                Problem(Code.ENTRY_UNKNOWN, option.name)
                for option in TABLE
                if option.choices and not option.is_known(getattr(self, option.name))
            ),
        ]


def check_request(*, request: BookingRequest | TimeRequest, now: datetime) -> None:
    """Raise InvalidRequest with all that is wrong; ``now`` is aware UTC."""
    if found := request.problems(now):
        raise InvalidRequest(*found)


def note_problems(note: str) -> list[Problem]:
    """Return what is wrong with a word to the invitees."""
    if len(note) <= LONGEST_NOTE:
        return []
    return [Problem(Code.NOTE_TOO_LONG, "note", {"most": LONGEST_NOTE, "count": len(note)})]


def read_note(note: str) -> str:
    """Return a word to the invitees without the space around it. Raises InvalidRequest for one that is too long."""
    note = note.strip()
    if found := note_problems(note):
        raise InvalidRequest(*found)
    return note


def _subject_problems(subject: str) -> Iterator[Problem]:
    if not subject.strip():
        yield Problem(Code.SUBJECT_MISSING, "subject")
    if (length := utf16_length(subject)) > LONGEST_SUBJECT:
        code = Code.SUBJECT_TOO_LONG if length == len(subject) else Code.SUBJECT_TOO_LONG_WITH_PAIRS
        yield Problem(code, "subject", {"most": LONGEST_SUBJECT, "count": length})


def _time_problems(start_at: datetime | None, length_minutes: int, time_zone: str, now: datetime) -> Iterator[Problem]:
    if not zones.is_zone(time_zone):
        yield Problem(Code.TIME_ZONE_UNKNOWN, "time_zone")
    elif start_at is not None and start_at <= now:
        yield problems.start_past(now=now, zone=ZoneInfo(time_zone))
    if not SHORTEST <= length_minutes <= LONGEST:
        yield Problem(Code.LENGTH_OUT_OF_RANGE, "length_minutes", {"least": SHORTEST, "most": LONGEST})


def _rule_problems(request: BookingRequest, now: datetime) -> Iterator[Problem]:
    """Yield nothing while the start itself is wrong: a rule is checked from its start on."""
    if request.repeats is None:
        return
    if request.start_at is None:
        yield Problem(Code.START_MISSING, "start_at")
    elif zones.is_zone(request.time_zone) and request.start_at > now:
        zone = ZoneInfo(request.time_zone)
        try:
            starts = schedule.starts(request.repeats, request.start_at, zone)
        except CycleProblem as problem:
            yield problems.build_rule_problem(problem, today=now.astimezone(zone).date())
            return
        except RuleProblem as problem:
            yield problems.unusable_rule(problem)
            return
        if isinstance(request.repeats, Rule):
            yield from _limit_problems(starts, zone)
        yield from _overlap_problems(starts, request.length_minutes)


def _limit_problems(starts: list[datetime], zone: ZoneInfo) -> Iterator[Problem]:
    """Yield what is too much for a series of the portal's: nothing is ever cut."""
    most, years = settings.SERIES_MOST_OCCURRENCES, settings.SERIES_LONGEST_YEARS
    first = starts[0].astimezone(zone).date()
    latest = cycles.years_after(first, years)
    if len(starts) > most:
        last = min(starts[most - 1].astimezone(zone).date(), latest)
        yield problems.too_many_occurrences(count=len(starts), most=most, last=last, today=first)
    elif starts[-1].astimezone(zone).date() > latest:
        yield problems.series_too_long(years=years, latest=latest, today=first)


def _overlap_problems(starts: list[datetime], length_minutes: int) -> Iterator[Problem]:
    """Yield that an occurrence begins while the one before it is still held."""
    shortest = min((after - before for before, after in pairwise(starts)), default=None)
    if shortest is not None and shortest / timedelta(minutes=1) < length_minutes:
        most = int(shortest.total_seconds()) // 60
        yield Problem(Code.SERIES_OVERLAPS, "length_minutes", {"most": most})


def _address_problem(email: str) -> Problem:
    return Problem(Code.ADDRESS_INVALID, "invitees", {"typed": email[:60]})


def _password_problems(password: str) -> Iterator[Problem]:
    if not password or _PASSWORD.fullmatch(password):
        return
    if password.isascii() and password.isdigit():
        yield Problem(Code.GUEST_PASSWORD_LENGTH, "guest_password", {"count": len(password)})
    else:
        yield Problem(Code.GUEST_PASSWORD_NOT_DIGITS, "guest_password")
