"""What the portal knows of a person, as they or an administrator may take it along."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from auditlog.models import LogEntry
from django.db.models import QuerySet

from accounts import access
from accounts.audit import record_action
from accounts.models import Identity, User
from history.actions import Action
from history.errors import NotAllowed
from history.models import Confidence, ControlRecord, Identified, Presence, Recording
from history.problems import Code
from l10n.problem import Problem
from meetings.models import Invitee, Meeting
from notifications.models import Message

# Of each kind, the latest: enough for ten years of twenty meetings a week.
MOST = 10_000
_Rows = dict[str, Any]


def own_data(*, person: User, now: datetime) -> _Rows:
    """Return all that the portal knows of ``person``, as JSON can write it; each kind says whether it is whole.

    Sessions in which their name alone was read may be those of somebody else of that name, and are left out.
    """
    return _data(person, Presence.objects.own(person), now)


def data_of(*, person: User, by: User, now: datetime) -> _Rows:
    """Return the same for an administrator, who looks after ``person``; it is audited. Raises NotAllowed.

    They see whatever their organisation has held: also what is merely likely to be of that person, and how sure it is.
    """
    if not access.people(by=by).filter(pk=person.pk).exists():
        raise NotAllowed(Problem(Code.PERSON_OUT_OF_REACH))
    record_action(person, by=by, what=Action.EXPORTED.value)
    return _data(person, Presence.objects.filter(person=person), now)


def _data(person: User, parts: "QuerySet[Presence]", now: datetime) -> _Rows:
    lists: dict[str, tuple[QuerySet[Any], Callable[[Any], _Rows]]] = {
        "meetings": (Meeting.objects.filter(organiser=person).order_by("-start_at"), _meeting),
        "invitations": (
            Invitee.objects.filter(person=person).select_related("meeting").order_by("-meeting__start_at", "-pk"),
            _invitation,
        ),
        "sessions": (
            parts.select_related("session").prefetch_related("stays").order_by("-session_start_at", "-pk"),
            _part,
        ),
        "done_in_sessions": (
            ControlRecord.objects.filter(
                tenant=person.tenant_id,
                operator=person.name,
                session__in=parts.values("session"),
            ).order_by("-at", "-pk"),
            _done,
        ),
        "recordings": (
            Recording.objects.filter(session__organiser=person).order_by("-start_at", "-pk"),
            _recording,
        ),
        "mails": (
            Message.objects.filter(recipient__iexact=person.email)
            .defer("text", "html", "calendar")
            .order_by("-created_at", "-pk"),
            _mail,
        ),
        "changes": (LogEntry.objects.filter(actor=person).order_by("-timestamp", "-pk"), _change),
    }
    found: _Rows = {"written_at": now.isoformat(), "person": _person(person), "link": _link(person)}
    for name, (rows, represent) in lists.items():
        found[name] = _bounded(rows, represent)
    return found


def _bounded(rows: "QuerySet[Any]", represent: Callable[[Any], _Rows]) -> _Rows:
    found: Iterable[Any] = list(rows[: MOST + 1])
    written = [represent(row) for row in found]
    return {"is_whole": len(written) <= MOST, "rows": written[:MOST]}


def _person(person: User) -> _Rows:
    return {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "department_code": person.department_code,
        "organisation": person.tenant.name if person.tenant else "",
        "role": person.role,
        "language": person.language,
        "time_zone": person.time_zone,
        "theme": person.theme,
        "is_active": person.is_active,
        "created_at": _time(person.created_at),
        "last_login": _time(person.last_login),
    }


def _link(person: User) -> _Rows | None:
    identity = Identity.objects.filter(person=person).first()
    if identity is None:
        return None
    return {
        "user_id": identity.third_party_user_id,
        "account": identity.vendor_account,
        "uuid": identity.vendor_user_uuid,
        "number": identity.vendor_sip_number,
        "state": identity.state,
    }


def _meeting(row: Meeting) -> _Rows:
    return {
        "id": str(row.pk),
        "subject": row.subject,
        "start_at": _time(row.start_at),
        "end_at": _time(row.end_at),
        "state": row.state,
        "conference_id": row.vendor_conference_id,
    }


def _invitation(row: Invitee) -> _Rows:
    return {
        "meeting": str(row.meeting_id),
        "subject": row.meeting.subject,
        "start_at": _time(row.meeting.start_at),
        "role": row.role,
        "name": row.name,
        "email": row.email,
        "joined_at": _time(row.joined_at),
        "removed_at": _time(row.removed_at),
    }


def _part(row: Presence) -> _Rows:
    stays = [
        {
            "name": stay.name,
            "call_number": stay.call_number,
            "device": stay.device_type,
            "joined_at": _time(stay.joined_at),
            "left_at": _time(stay.left_at),
        }
        for stay in row.stays.all()
    ]
    return {
        "session": row.session.vendor_conference_uuid,
        "subject": row.session.subject,
        "start_at": _time(row.session_start_at),
        "is_invited": row.is_invited,
        "role": row.role,
        "came": row.came,
        "seconds": row.seconds,
        "confidence": Confidence(row.confidence).name.lower(),
        "known_by": Identified(row.identified_by).name.lower(),
        "stays": stays,
    }


def _done(row: ControlRecord) -> _Rows:
    return {"at": _time(row.at), "operation": row.operation, "target": row.target, "result": row.result}


def _recording(row: Recording) -> _Rows:
    return {"session": row.vendor_conference_uuid, "subject": row.subject, "start_at": _time(row.start_at)}


def _mail(row: Message) -> _Rows:
    return {
        "kind": row.kind,
        "subject": row.subject,
        "state": row.state,
        "created_at": _time(row.created_at),
        "sent_at": _time(row.sent_at),
    }


def _change(row: LogEntry) -> _Rows:
    return {"at": _time(row.timestamp), "what": row.object_repr, "action": row.get_action_display()}


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
