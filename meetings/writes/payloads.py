"""What writes want, as frozen dataclasses: what the payloads of the kinds (``writes/kinds``) are made of.

A payload is stored as JSON with its ``version``. A row from before there were versions has none and is read as the
same shape. What a newer version of this program wrote is not guessed at: it raises UnreadablePayload, and the write
waits for a program that knows it.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Protocol, Self
from zoneinfo import ZoneInfo

from accounts.models import User
from l10n import mail_address
from l10n.text_length import cut_to_utf16_length
from meetings import options, schedule
from meetings.limits import LONGEST_NAME
from meetings.models import Invitee, Meeting, Occurrence, PortalSeries, terminals_of
from meetings.options import Options
from meetings.recurrence import Cycle, Rule, Unit
from meetings.requests import BookingRequest, InviteeRequest, TerminalRequest
from meetings.snapshots import Span

Written = Mapping[str, Any]
_COPIED = ("subject", "length_minutes", "time_zone", *options.NAMES)
# A booking in a room, or that calls terminals, has a newer version: a program that doesn't know them would book it
# without. So has one that takes the place of others' dates: those would stand beside it.
VERSION, VERSION_WITH_ROOM, VERSION_REPLACING, VERSION_WITH_TERMINALS = 1, 2, 3, 4


class UnreadablePayload(Exception):
    """A newer version of this program wrote the payload, or something that is none of ours."""


class Payload(Protocol):
    """What one write wants. ``kind`` is the kind of write that it belongs to."""

    kind: ClassVar[str]

    def to_json(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class WantedInvitee:
    """Somebody to be invited: a person of the portal, or an outsider."""

    email: str
    name: str
    person_id: int | None = None
    is_cohost: bool = False

    @property
    def key(self) -> int | str:
        """Return what identifies them: the person, of an outsider the address as it is on the wire."""
        return self.person_id or mail_address.on_the_wire(self.email)

    @classmethod
    def from_json(cls, written: Written) -> Self:
        return cls(written["email"], written["name"], written["person"], written["is_cohost"])

    def to_json(self) -> dict[str, Any]:
        return {"email": self.email, "name": self.name, "person": self.person_id, "is_cohost": self.is_cohost}


@dataclass(frozen=True, slots=True)
class WantedTerminal:
    """A hard terminal that the meeting is to call by its ``number``."""

    number: str
    name: str

    @classmethod
    def from_json(cls, written: Written) -> Self:
        return cls(written["number"], written["name"])


@dataclass(frozen=True, slots=True)
class WantedTimes:
    """When one occurrence is, or is to be; ``start_at`` is aware."""

    start_at: datetime
    length_minutes: int

    @classmethod
    def of_occurrence(cls, occurrence: Occurrence) -> Self:
        return cls(occurrence.start_at, schedule.minutes_of(occurrence))

    @classmethod
    def from_json(cls, written: Written) -> Self:
        return cls(datetime.fromisoformat(written["start_at"]), written["length_minutes"])

    @property
    def end_at(self) -> datetime:
        return self.start_at + timedelta(minutes=self.length_minutes)

    @property
    def span(self) -> Span:
        return Span(self.start_at, self.end_at)

    def to_json(self) -> dict[str, Any]:
        return {"start_at": self.start_at.isoformat(), "length_minutes": self.length_minutes}


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedMeeting(Options):
    """A whole meeting as somebody wants it, with its options. ``start_at`` is aware UTC, None for "now"."""

    subject: str
    start_at: datetime | None
    length_minutes: int
    time_zone: str
    guest_password: str = field(repr=False)
    invitees: tuple[WantedInvitee, ...]
    # By which rule a series is held; None for a single meeting.
    repeats: Cycle | None = None
    # The vendor's id of the room in which it is held, "" for none.
    room_id: str = ""
    terminals: tuple[WantedTerminal, ...] = ()

    @classmethod
    def of_request(cls, request: BookingRequest, *, organiser: User, start_at: datetime | None) -> Self:
        """Return ``request`` in full, with a guest password of six digits where it names none.

        Of a series that the portal keeps, one of its meetings.

        The organiser needs no invitation; a person or an address that is there twice is invited once.
        """
        own = {organiser.pk, mail_address.on_the_wire(organiser.email)}
        if isinstance(request.repeats, Cycle) and start_at:
            start_at = schedule.starts(request.repeats, start_at, ZoneInfo(request.time_zone))[0]
        guests = {guest.key: guest for guest in reversed(request.invitees)}
        copied = {name: getattr(request, name) for name in _COPIED}
        return cls(
            **copied | {"subject": request.subject.strip(), "entry": int(request.entry)},
            start_at=start_at.astimezone(UTC) if start_at else None,
            repeats=request.repeats if isinstance(request.repeats, Cycle) else None,
            room_id=request.room_id,
            guest_password=request.guest_password or f"{secrets.randbelow(10**6):06}",
            invitees=tuple(_invitee(guest) for key, guest in reversed(guests.items()) if key not in own),
            terminals=tuple({each.number: _terminal(each) for each in request.terminals}.values()),
        )

    @classmethod
    def of_meeting(cls, meeting: Meeting) -> Self:
        """Return the meeting as our rows have it; a series without what was changed for single occurrences."""
        guests = meeting.invitees.guests()
        copied = {name: getattr(meeting, name) for name in _COPIED}
        return cls(
            **copied | {"length_minutes": meeting.repeat_minutes or meeting.length_minutes},
            start_at=(meeting.repeat_start_at or meeting.start_at).astimezone(UTC),
            repeats=meeting.recurrence,
            room_id=meeting.vendor_room_id,
            guest_password=meeting.guest_password,
            invitees=tuple(
                WantedInvitee(guest.email, guest.name, guest.person_id, guest.role == Invitee.Role.COHOST)
                for guest in guests
            ),
            terminals=tuple(WantedTerminal(each.number, each.name) for each in terminals_of(meeting)),
        )

    @classmethod
    def from_json(cls, written: Written) -> Self:
        start_at = written["start_at"]
        return cls(
            subject=written["subject"],
            length_minutes=written["length_minutes"],
            time_zone=written["time_zone"],
            **asdict(options.from_payload(written)),
            start_at=datetime.fromisoformat(start_at).astimezone(UTC) if start_at else None,
            repeats=_rule_from_json(written.get("repeats")),
            room_id=written.get("room_id", ""),
            guest_password=written["guest_password"],
            invitees=tuple(WantedInvitee.from_json(guest) for guest in written["invitees"]),
            terminals=tuple(WantedTerminal.from_json(each) for each in written.get("terminals", ())),
        )

    def to_json(self) -> dict[str, Any]:
        room = {"room_id": self.room_id} if self.room_id else {}
        terminals = {"terminals": [asdict(each) for each in self.terminals]} if self.terminals else {}
        return (
            {name: getattr(self, name) for name in _COPIED}
            | room
            | terminals
            | {
                "start_at": self.start_at.isoformat() if self.start_at else None,
                "repeats": _rule_to_json(self.repeats),
                "guest_password": self.guest_password,
                "invitees": [guest.to_json() for guest in self.invitees],
            }
        )

    @property
    def version(self) -> int:
        """Return the oldest version of payloads that says all of it."""
        if self.terminals:
            return VERSION_WITH_TERMINALS
        return VERSION_WITH_ROOM if self.room_id else VERSION

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.length_minutes)

    @property
    def invitees_by_key(self) -> dict[int | str, WantedInvitee]:
        return {guest.key: guest for guest in self.invitees}

    def columns(self) -> dict[str, Any]:
        """Return what a new meeting copies, its start and its people apart."""
        copied = {name: getattr(self, name) for name in (*_COPIED, "guest_password")}
        return copied | {"vendor_room_id": self.room_id} | self.rule_columns()

    def rule_columns(self) -> dict[str, Any]:
        """Return the columns of a series; nothing for a single meeting."""
        if self.repeats is None:
            return {}
        return {
            "repeat_unit": self.repeats.unit.value,
            "repeat_interval": self.repeats.interval,
            "repeat_points": list(self.repeats.days),
            "repeat_until": self.repeats.until,
            "repeat_start_at": self.start_at,
            "repeat_minutes": self.length_minutes,
        }


def check_version(written: Written, *, newest: int) -> None:
    """Raise UnreadablePayload for a version that this program does not know."""
    version = written.get("version", newest)
    if not (isinstance(version, int) and 1 <= version <= newest):
        raise UnreadablePayload(f"version {version!r}, and {newest} is the newest that is known here")


def to_minute(moment: datetime) -> datetime:
    """Return ``moment`` in UTC without seconds: the vendor's times have none (docs/vendor/conventions.md 17)."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def content_hash(kind: str, **content: Any) -> str:
    """Return what two forms with the same one-time reference must have in common."""
    return hashlib.sha256(json.dumps([kind, content], sort_keys=True, default=_plain).encode()).hexdigest()


def _rule_to_json(rule: Cycle | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {
        "unit": rule.unit.value,
        "interval": rule.interval,
        "points": list(rule.days),
        "until": rule.until.isoformat(),
    }


def _rule_from_json(written: Written | None) -> Cycle | None:
    if not written:
        return None
    until = date.fromisoformat(written["until"])
    return Cycle(Unit(written["unit"]), written["interval"], tuple(written["points"]), until)


def _invitee(guest: InviteeRequest) -> WantedInvitee:
    person, email = guest.person, guest.email.strip().lower()
    name = cut_to_utf16_length((person.name if person else guest.name.strip()) or email, LONGEST_NAME)
    return WantedInvitee(email, name, person.pk if person else None, guest.is_cohost)


def _terminal(terminal: TerminalRequest) -> WantedTerminal:
    name = cut_to_utf16_length(terminal.name.strip() or terminal.number, LONGEST_NAME)
    return WantedTerminal(terminal.number, name)


def _plain_rule(rule: Cycle | Rule) -> Any:
    return PortalSeries.columns_of(rule) if isinstance(rule, Rule) else _rule_to_json(rule)


def _plain(value: Any) -> Any:
    if isinstance(value, BookingRequest):
        found = {name: getattr(value, name) for name in (*_COPIED, "guest_password", "start_at", "invitees")}
        found |= {"repeats": _plain_rule(value.repeats)} if value.repeats else {}
        found |= {"terminals": [each.number for each in value.terminals]} if value.terminals else {}
        return found | ({"room": value.room_id} if value.room_id else {})
    if isinstance(value, InviteeRequest):
        return [value.email.lower(), value.name, value.person and value.person.pk, value.is_cohost]
    return str(value)
