"""What a business system sends about a meeting, read strictly, and brought into the shape that services take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import ApiClient, User
from directory.services.terminals import known_terminals
from l10n import one_line, zone_links, zones
from l10n.problem import Problem
from meetings import options, problems, schedule
from meetings.api.invitees import InviteeSerializer, read_invitees
from meetings.api.recurrence import RecurrenceSerializer, read_rule
from meetings.errors import InvalidRequest
from meetings.limits import (
    LONGEST,
    LONGEST_EXTERNAL_ID,
    LONGEST_NOTE,
    LONGEST_NUMBER,
    LONGEST_TAG,
    MOST_TAGS,
    SHORTEST,
)
from meetings.models import Invitee, Meeting, terminals_of
from meetings.options import Option
from meetings.problems import Code
from meetings.recurrence import Cycle, CycleProblem, Rule, RuleProblem
from meetings.recurrence.scopes import Scope
from meetings.requests import BookingRequest, InviteeRequest, Origin, TerminalRequest
from rest.fields import MomentField, StrictSerializer, TextField

_ENTRIES = {entry.name.lower(): entry.value for entry in Meeting.Entry}
_ENTRY_NAMES = {value: name for name, value in _ENTRIES.items()}
MOST_INVITEES = 500
MOST_TERMINALS = 50


def _option_field(option: Option) -> serializers.Field[Any, Any, Any, Any]:
    if option.choices:
        return serializers.ChoiceField(choices=list(_ENTRIES), required=False, help_text=str(option.label))
    return serializers.BooleanField(required=False, help_text=str(option.label))


def _scope_field(help_text: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField([scope.value for scope in Scope], required=False, help_text=help_text)


class TimesSerializer(StrictSerializer):
    """When one occurrence is to be held."""

    scope = _scope_field(
        _("following: those after it go as far by the clock of the series; one that was moved for itself stays.")
    )
    start_at = MomentField(required=False)
    length_minutes = serializers.IntegerField(min_value=SHORTEST, max_value=LONGEST, required=False)


class ChangeSerializer(StrictSerializer):
    """What is to change of a meeting; all else stays."""

    scope = _scope_field(
        _("following: those after it, too, each as far by the clock of the series that the portal keeps.")
    )
    subject = TextField(max_length=1000, required=False, allow_blank=True)
    start_at = MomentField(required=False)
    length_minutes = serializers.IntegerField(required=False)
    time_zone = TextField(max_length=64, required=False, help_text=_("An IANA name: Asia/Shanghai."))
    invitees = InviteeSerializer(many=True, required=False, max_length=MOST_INVITEES)  # type: ignore[call-arg]
    guest_password = TextField(
        max_length=40, required=False, allow_blank=True, help_text=_("4 to 16 digits; empty for a new one.")
    )
    recurrence = RecurrenceSerializer(required=False)
    room_id = TextField(
        max_length=64,
        required=False,
        allow_blank=True,
        help_text=_("One of /rooms/; a change can only name the same."),
    )
    terminals = serializers.ListField(
        child=TextField(max_length=LONGEST_NUMBER),
        max_length=MOST_TERMINALS,
        required=False,
        help_text=_("Numbers of hard terminals of the organisation, which the meeting calls."),
    )
    locals().update({option.name: _option_field(option) for option in options.TABLE})


class BookingSerializer(ChangeSerializer):
    """A meeting to be booked: without ``start_at`` at once."""

    # Nothing follows yet: a field of the parent is left out.
    scope = None  # type: ignore[assignment]
    subject = TextField(max_length=1000, allow_blank=True)
    length_minutes = serializers.IntegerField(default=60)
    external_id = TextField(
        max_length=LONGEST_EXTERNAL_ID, required=False, help_text=_("Your own ID of it, once per client.")
    )
    tags = serializers.ListField(child=TextField(max_length=LONGEST_TAG), max_length=MOST_TAGS, required=False)


class InstantSerializer(BookingSerializer):
    """A meeting that begins at once; nothing has to be said of it."""

    # So a field of the parent is left out.
    start_at = None  # type: ignore[assignment]
    recurrence = None  # type: ignore[assignment]
    subject = TextField(
        max_length=1000, required=False, allow_blank=True, help_text=_("Left out, it says whose meeting it is.")
    )


class CancelSerializer(StrictSerializer):
    """How a meeting is cancelled, or one occurrence."""

    scope = _scope_field(
        _("following: it and all that follow; of a meeting only where it is one of a series that the portal keeps.")
    )
    note = TextField(max_length=LONGEST_NOTE, default="", allow_blank=True)
    tells_invitees = serializers.BooleanField(default=True)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a valid body means, and who or what in it is nothing that is known here."""

    request: BookingRequest
    problems: tuple[Problem, ...]

    def checked(self, *, now: datetime) -> BookingRequest:
        """Return the request. Raises InvalidRequest with all that is wrong with it where something is unknown."""
        if self.problems:
            raise InvalidRequest(*self.all_problems(now=now))
        return self.request

    def all_problems(self, *, now: datetime) -> tuple[Problem, ...]:
        """Return all that is wrong with it."""
        return (*self.problems, *self.request.problems(now))


def read_booking(found: dict[str, Any], *, organiser: User) -> Reading:
    """Return what a valid body wants to be booked."""
    invitees, unknown = read_invitees(found.get("invitees", ()), organiser=organiser)
    reading = _read(found, time_zone=organiser.time_zone, start_at=None, invitees=invitees)
    terminals, nowhere = _read_terminals(found.get("terminals", ()), organiser=organiser)
    request = replace(reading.request, terminals=terminals)
    return Reading(request, (*reading.problems, *unknown, *nowhere))


def read_change(found: dict[str, Any], *, meeting: Meeting, now: datetime) -> Reading:
    """Return what ``meeting`` becomes by a valid body: what it doesn't name stays."""
    unknown: list[Problem] = []
    if "invitees" in found:
        invitees, unknown = read_invitees(found["invitees"], organiser=meeting.organiser)
    else:
        guests = meeting.invitees.guests().select_related("person")
        invitees = tuple(
            InviteeRequest(guest.mail_address, guest.name, guest.person, guest.role == Invitee.Role.COHOST)
            for guest in guests
        )
    kept = {
        "subject": meeting.subject,
        "length_minutes": meeting.repeat_minutes or meeting.length_minutes,
        "guest_password": meeting.guest_password,
        "room_id": meeting.vendor_room_id,
        **{name: getattr(meeting, name) for name in options.NAMES},
    }
    start_at = schedule.first_ahead(meeting, now=now)
    reading = _read(kept | found, time_zone=meeting.time_zone, start_at=start_at, invitees=invitees)
    own = {each.number: TerminalRequest(each.number, each.name) for each in terminals_of(meeting)}
    terminals, nowhere = _read_terminals(found.get("terminals", own), organiser=meeting.organiser, own=own)
    request = replace(reading.request, terminals=terminals)
    if "recurrence" not in found and meeting.is_series:
        request = replace(request, repeats=meeting.recurrence)
    return Reading(request, (*reading.problems, *unknown, *nowhere))


def origin_of(found: dict[str, Any], client: ApiClient | None) -> Origin | None:
    """Return who books, None for a person in their own browser."""
    if client is None:
        return None
    tags = tuple(dict.fromkeys(found.get("tags", ())))
    return Origin(client, found.get("external_id", ""), tags)


def represent_options(meeting: Meeting) -> dict[str, Any]:
    """Return the options of a meeting as requests have them."""
    values = {name: getattr(meeting, name) for name in options.NAMES}
    return values | {"entry": _ENTRY_NAMES.get(meeting.entry, "everyone")}


def _read(
    found: dict[str, Any], *, time_zone: str, start_at: datetime | None, invitees: tuple[InviteeRequest, ...]
) -> Reading:
    zone = zone_links.canonical(found.get("time_zone", time_zone))
    begins = found.get("start_at", start_at)
    rule, unknown = _read_rule(found, begins, zone)
    wanted = {name: found[name] for name in options.NAMES if name in found}
    if isinstance(wanted.get("entry"), str):
        wanted["entry"] = _ENTRIES[wanted["entry"]]
    request = BookingRequest(
        subject=one_line.one_line(found["subject"]),
        start_at=begins,
        length_minutes=found["length_minutes"],
        time_zone=zone,
        invitees=invitees,
        guest_password=found.get("guest_password", ""),
        repeats=rule,
        room_id=found.get("room_id", ""),
        **wanted,
    )
    return Reading(request, unknown)


def _read_terminals(
    numbers: Iterable[str], *, organiser: User, own: Mapping[str, TerminalRequest] = MappingProxyType({})
) -> tuple[tuple[TerminalRequest, ...], list[Problem]]:
    """Return the terminals of those numbers, ``own`` being the meeting's, and the problem of each that is none."""
    known = dict(own)
    if not own.keys() >= set(numbers):
        listed = known_terminals(person=organiser, now=timezone.now()).entries
        known = {each.number: TerminalRequest(each.number, each.name) for each in listed} | known
    problems = [
        Problem(Code.TERMINAL_UNKNOWN, f"terminals.{place}", {"typed": number[:60]})
        for place, number in enumerate(numbers)
        if number not in known
    ]
    return tuple(known[number] for number in dict.fromkeys(numbers) if number in known), problems


def _read_rule(
    found: dict[str, Any], begins: datetime | None, zone: str
) -> tuple[Cycle | Rule | None, tuple[Problem, ...]]:
    """Return the rule of a series, None while its start or zone is none: then that is the problem."""
    if "recurrence" not in found or not zones.is_zone(zone):
        return None, ()
    if begins is None:
        return None, (Problem(Code.START_MISSING, "start_at"),)
    try:
        return read_rule(found["recurrence"], start_at=begins, zone=zone), ()
    except CycleProblem as problem:
        return None, (problems.build_rule_problem(problem, today=begins.astimezone(ZoneInfo(zone)).date()),)
    except RuleProblem as problem:
        return None, (problems.unusable_rule(problem),)
