"""What somebody is asked who may say who was in a session, and what was said of it so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts import audit
from accounts.models import User
from history.actions import Action
from history.models import Confidence, EndedSession, Presence
from l10n import format_datetime

_MOST_SAID = 20


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed of a part and can't be, with the sentence that says why."""

    presence_id: int
    typed: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A person who may be meant: the address, which means nobody else, and the name."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody said of it, or took back: ``at`` is for people, ``said_at`` for programs."""

    words: str
    at: str
    said_at: str


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """``choices`` are those who were expected, and are not certainly there."""

    choices: tuple[Choice, ...]
    said: tuple[Said, ...]
    refused: Refused | None


def build_who_is_who(
    session: EndedSession, parts: Sequence[Presence], *, reader: User, now: datetime, refused: Refused | None
) -> WhoIsWho:
    """Return what ``reader`` is asked of the session with these parts."""
    certain = {part.person_id for part in parts if part.came and part.confidence == Confidence.CERTAIN}
    expected = [part.person for part in parts if part.person and part.person_id not in certain]
    choices = tuple(Choice(person.email, person.name) for person in expected)
    return WhoIsWho(choices, _said(session, reader, now), refused)


def _said(session: EndedSession, reader: User, now: datetime) -> tuple[Said, ...]:
    entries = audit.list_actions(session, limit=_MOST_SAID)
    if not entries:
        return ()
    told = [entry.additional_data for entry in entries]
    records = dict(
        session.attendance.filter(row_key__in={one.get("stay", "") for one in told}).values_list("row_key", "name")
    )
    people = {int(one["person"]) for one in told if one.get("person")}
    names = dict(User.objects.filter(tenant=session.tenant_id, pk__in=people).values_list("pk", "name"))
    return tuple(
        Said(
            _words(one, entry.actor, records, names),
            format_datetime.moment(entry.timestamp, zone=reader.zone, now=now),
            entry.timestamp.isoformat(),
        )
        for one, entry in zip(told, entries, strict=True)
    )


def _words(told: dict[str, str], by: User | None, records: dict[str, str], names: dict[int, str]) -> str:
    """Return what was said, by today's names: whoever is gone, or anonymous by now, has none here either."""
    sentence = {
        Action.SAID_WHO: _("%(by)s: “%(record)s” was %(person)s."),
        Action.SAID_NOBODY: _("%(by)s: “%(record)s” was nobody of ours."),
        Action.TOOK_BACK: _("%(by)s took back who “%(record)s” was."),
        Action.DELETED_RECORDING: _("%(by)s deleted the recording."),
    }.get(Action(told["what"]), "")
    return format_datetime.spaced(
        sentence
        % {
            "by": by.name if by else pgettext("who did it", "Somebody"),
            "record": records.get(told.get("stay", "")) or _("no name"),
            "person": names.get(int(told.get("person") or 0)) or pgettext("who it was", "somebody"),
        }
    )
