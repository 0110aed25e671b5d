"""Who somebody in a session was, said by a person who knows it."""

from datetime import datetime

import structlog
from django.db import transaction

from accounts.models import User
from history.errors import InvalidRequest, NotAllowed
from history.models import Attendance, Confidence, EndedSession, Identified, Presence
from history.problems import Code
from history.writes import details
from history.writes.directory import Directory
from l10n.problem import Problem

_log = structlog.get_logger("history.correcting")


def can_correct(*, session: EndedSession, by: User) -> bool:
    """Return whether ``by`` may say who was in the session: its organiser, and administrators of its tenant."""
    if not by.is_active or by.tenant_id != session.tenant_id:
        return False
    return by.is_staff or session.organiser_id == by.pk


def correct(*, presence: Presence, person: User | None, by: User, now: datetime) -> None:
    """Say that all stays of a presence were ``person``, or nobody of ours; later readings keep it.

    Presences of the session are put together anew, so that a presence may be gone or have grown afterwards. Raises
    NotAllowed and InvalidRequest.
    """
    if person is not None and person.tenant_id != presence.tenant_id:
        raise InvalidRequest(Problem(Code.OTHER_ORGANISATION, "person"))
    with transaction.atomic(durable=True):
        session = (
            EndedSession.objects.select_for_update(of=("self",)).select_related("tenant").get(pk=presence.session_id)
        )
        if not can_correct(session=session, by=by):
            raise NotAllowed(Problem(Code.NOT_YOURS))
        Attendance.objects.filter(session=session, presence=presence).update(
            person=person,
            confidence=Confidence.CERTAIN,
            identified_by=Identified.CORRECTION,
            corrected_by=by,
            corrected_at=now,
        )
        details.put_together(session=session, directory=Directory(session.tenant))
    _log.info("attendance corrected", session=session.pk, by=by.pk)


def take_back(*, session: EndedSession, by: User, now: datetime) -> None:
    """Drop what was corrected in a session: it is read anew, and people are identified as at first."""
    if not can_correct(session=session, by=by):
        raise NotAllowed(Problem(Code.NOT_YOURS))
    with transaction.atomic(durable=True):
        corrected = Attendance.objects.filter(session=session, identified_by=Identified.CORRECTION)
        corrected.update(
            person=None, confidence=0, identified_by=Identified.NOTHING, corrected_by=None, corrected_at=None
        )
        EndedSession.objects.filter(pk=session.pk).update(details_due_at=now)
