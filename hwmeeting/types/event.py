"""An event that the vendor pushes to an enterprise's webhook (docs/vendor/webhooks.md 23.3)."""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hwmeeting.wire.reading import Fields, read_epoch_milliseconds, read_object, read_text

VERIFY = "meeting.verify"
STARTED, ENDED, CONCLUDED = "meeting.started", "meeting.end", "meeting.conclude"
MODIFIED, CANCELLED = "meeting.modify", "meeting.cancel"
JOINED, LEFT, RECORDED = "meeting.join", "meeting.left", "record.finish"

_BLANKS = re.compile(r"[ \t\n\r]*")
_PLAIN_NAME, _PLAIN_ID = re.compile(r"[!-~]{1,40}"), re.compile(r"[!-~]{1,64}")
_DECODER = json.JSONDecoder()


class EventNotReadable(ValueError):
    """The body is none that the vendor writes."""


@dataclass(frozen=True, slots=True)
class EventMessage:
    """A message as it came: ``sent_at`` and ``happened_at`` are aware UTC, IDs are "" where it names none.

    ``info`` is the very text of eventInfo, over which it is signed.
    """

    app_id: str
    sent_at: datetime
    nonce: str
    info: str = field(repr=False)
    name: str
    happened_at: datetime
    conference_id: str
    conference_uuid: str
    sub_conference_id: str
    _signature: bytes = field(repr=False)
    _signed: bytes = field(repr=False)

    @classmethod
    def from_body(cls, body: bytes) -> "EventMessage":
        """Read it from the body of the vendor's POST; raise EventNotReadable."""
        try:
            return cls._read(_split(body.decode()))
        except (ValueError, RecursionError) as error:
            raise EventNotReadable(type(error).__name__) from error

    @classmethod
    def _read(cls, members: dict[str, tuple[Any, str]]) -> "EventMessage":
        source: Fields = {name: value for name, (value, _) in members.items()}
        event, sent_at = read_object(source, "eventInfo"), read_epoch_milliseconds(source, "timestamp")
        app_id, nonce = read_text(source, "appID"), read_text(source, "nonce")
        if event is None or sent_at is None or not app_id or not nonce:
            raise EventNotReadable
        info, name = members["eventInfo"][1], read_text(event, "event")
        if not _PLAIN_NAME.fullmatch(name):
            raise EventNotReadable
        about = read_object(read_object(event, "payload") or {}, "meetingInfo") or {}
        return cls(
            app_id=app_id,
            sent_at=sent_at,
            nonce=nonce,
            info=info,
            name=name,
            happened_at=read_epoch_milliseconds(event, "timestamp") or sent_at,
            conference_id=_plain_id(about, "meetingID"),
            conference_uuid=_plain_id(about, "meetingUUID"),
            sub_conference_id=_plain_id(about, "meetingCycleSubID"),
            _signature=read_text(source, "signature").lower().encode(),
            _signed=f"{app_id}{read_text(source, 'timestamp')}{nonce}{info}".encode(),
        )

    def is_signed_with(self, key: str) -> bool:
        """Return whether the subscriber's ``key`` made its signature; takes as long whatever differs."""
        own = hmac.new(key.encode(), self._signed, hashlib.sha256).hexdigest()
        return hmac.compare_digest(own.encode(), self._signature)

    @property
    def verification(self) -> dict[str, str] | None:
        """Return what the vendor wants to hear where it asks whether this address wants events, else None."""
        return {"event": VERIFY, "nonce": self.nonce} if self.name == VERIFY else None


@dataclass(frozen=True, slots=True)
class EventAttendee:
    """Who came or went, of an event that tells it; ``user_uuid`` and ``account`` are "" without an account."""

    name: str
    call_number: str
    user_uuid: str
    account: str
    joined_at: datetime | None

    @classmethod
    def from_info(cls, info: str) -> "EventAttendee | None":
        """Read it from the text of eventInfo; None where that names nobody."""
        try:
            event = json.loads(info)
        except (ValueError, RecursionError):
            return None
        payload = read_object(event, "payload") if isinstance(event, dict) else None
        source = read_object(payload or {}, "attendeeInfo")
        if source is None:
            return None
        return cls(
            name=read_text(source, "displayName"),
            call_number=read_text(source, "callNumber"),
            user_uuid=read_text(source, "userUUID"),
            account=read_text(source, "account"),
            joined_at=read_epoch_milliseconds(source, "joinTime"),
        )


def _plain_id(source: Fields, name: str) -> str:
    """Return an ID that any column takes, else ""."""
    value = read_text(source, name)
    return value if _PLAIN_ID.fullmatch(value) else ""


def _split(text: str) -> dict[str, tuple[Any, str]]:
    """Return each member of a JSON object with its value and its text as it came. Raise ValueError."""
    found: dict[str, tuple[Any, str]] = {}
    at = _after(text, 0, "{")
    while True:
        name, end = _DECODER.raw_decode(text, at)
        if not isinstance(name, str) or name in found:
            raise EventNotReadable
        start = _after(text, end, ":")
        value, end = _DECODER.raw_decode(text, start)
        found[name] = value, text[start:end]
        at = _skip(text, end)
        if text[at : at + 1] == "}":
            break
        at = _after(text, at, ",")
    if _skip(text, at + 1) != len(text):
        raise EventNotReadable
    return found


def _after(text: str, at: int, sign: str) -> int:
    """Return where the next value begins, behind ``sign``."""
    at = _skip(text, at)
    if text[at : at + 1] != sign:
        raise EventNotReadable
    return _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    assert found
    return found.end()
