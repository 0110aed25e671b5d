"""Who somebody in a session was, said by a person who knows it."""

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction

from accounts import name_keys
from accounts.audit import record_action
from accounts.models import User
from accounts.queries.people import spelled
from history import access
from history.actions import Action
from history.errors import Gone, InvalidRequest, NotAllowed
from history.models import Attendance, Confidence, EndedSession, Identified, Presence
from history.problems import Code
from history.writes import details
from history.writes.directory import Directory, folded
from l10n.problem import Problem

_log = structlog.get_logger("history.correcting")


def can_correct(*, session: EndedSession, by: User) -> bool:
    """Return whether ``by`` may say who was in the session: whoever sees everybody in it."""
    return by.is_active and access.is_in_charge(person=by, session=session)


def find_person(*, typed: str, session: EndedSession) -> User:
    """Return whom a name or address means in the organisation that held the session. Raises InvalidRequest."""
    key = name_keys.typed_key(typed)
    found = spelled([typed], tenant_id=session.tenant_id).get(key, []) if key else []
    called_so = [person for person in found if folded(person.name) == folded(typed)]
    found = called_so or found
    if len(found) != 1:
        raise InvalidRequest(Problem(Code.SEVERAL_PEOPLE if found else Code.NO_SUCH_PERSON, "typed"))
    return found[0]


def find_presence(*, session: EndedSession, presence_id: int) -> Presence:
    """Return somebody's part in the session. Raises Gone: parts are put together anew with each correction."""
    found = session.presences.select_related("person").filter(pk=presence_id).first()
    if found is None:
        raise Gone(Problem(Code.CHANGED_MEANWHILE))
    return found


def correct(*, presence: Presence, person: User | None, by: User, now: datetime) -> None:
    """Say that all stays of a presence were ``person``, or nobody of ours; later readings keep it.

    Presences of the session are put together anew, so that a presence may be gone or have grown afterwards. Raises
    NotAllowed, InvalidRequest, and Gone where somebody else was faster.
    """
    if person is not None and person.tenant_id != presence.tenant_id:
        raise InvalidRequest(Problem(Code.OTHER_ORGANISATION, "person"))
    with transaction.atomic(durable=True):
        session, stays = _locked(presence, by)
        Attendance.objects.filter(pk__in=[stay.pk for stay in stays]).update(
            person=person,
            confidence=Confidence.CERTAIN,
            identified_by=Identified.CORRECTION,
            corrected_by=by,
            corrected_at=now,
        )
        details.put_together(session=session, directory=Directory(session.tenant))
        what = Action.SAID_WHO if person else Action.SAID_NOBODY
        _record(session, stays, what, by, person=str(person.pk) if person else "")
    _log.info("attendance corrected", session=session.pk, by=by.pk)


def undo(*, presence: Presence, by: User) -> None:
    """Take back what was said of a presence: its stays are identified as if nobody had said anything.

    Raises NotAllowed and Gone.
    """
    with transaction.atomic(durable=True):
        session, found = _locked(presence, by)
        stays = [stay for stay in found if stay.identified_by == Identified.CORRECTION]
        if not stays:
            raise Gone(Problem(Code.CHANGED_MEANWHILE))
        directory = Directory(session.tenant)
        details.identify_again(session=session, stays=stays, directory=directory)
        details.put_together(session=session, directory=directory)
        _record(session, stays, Action.TOOK_BACK, by)
    _log.info("correction of attendance taken back", session=session.pk, by=by.pk)


def _locked(presence: Presence, by: User) -> tuple[EndedSession, list[Attendance]]:
    """Return the session, which nobody else changes until the end of the transaction, and the presence's stays."""
    rows = EndedSession.objects.select_for_update(of=("self",)).select_related("tenant", "meeting")
    session = rows.get(pk=presence.session_id)
    if not can_correct(session=session, by=by):
        raise NotAllowed(Problem(Code.NOT_YOURS))
    stays = list(Attendance.objects.filter(session=session, presence=presence.pk).order_by("pk"))
    if not stays:
        raise Gone(Problem(Code.CHANGED_MEANWHILE))
    return session, stays


def _record(session: EndedSession, stays: list[Attendance], what: Action, by: User, **more: Any) -> None:
    """Write who said it into the audit log: by keys, so that nobody's name outlives its row."""
    record_action(session, by=by, what=what.value, stay=stays[0].row_key, **more)
