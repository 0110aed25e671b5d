"""Who may open a session, who sees everybody in it, and who may fetch what was recorded."""

from accounts.models import User
from history.models import EndedSession
from meetings import access

SEEN_WITH = ("tenant__application", "meeting__organiser", "occurrence", "organiser")


def session_for(*, person: User, session_id: int) -> EndedSession | None:
    """Return a session that ``person`` may see, with its meeting; None for any other, as for one that isn't there."""
    found = EndedSession.objects.visible_to(person).filter(pk=session_id)
    return found.select_related(*SEEN_WITH).first()


def session_by_uuid(*, person: User, uuid: str) -> EndedSession | None:
    """Return the same by the meeting service's own ID of it."""
    found = EndedSession.objects.visible_to(person).filter(vendor_conference_uuid=uuid)
    return found.select_related(*SEEN_WITH).first()


def is_in_charge(*, person: User, session: EndedSession) -> bool:
    """Return whether ``person`` held the session, may change its meeting or administers its tenant.

    They see everybody and what was done; whoever was merely invited sees their own part.
    """
    if person.tenant_id != session.tenant_id:
        return False
    if person.is_staff or session.organiser_id == person.pk:
        return True
    return session.meeting is not None and access.can_change(person=person, meeting=session.meeting)


def may_fetch(*, person: User, session: EndedSession) -> bool:
    """Return whether ``person`` may watch and keep recordings.

    The meeting service gives them to whoever booked the meeting and to administrators (docs/vendor/history.md 13).
    """
    if person.tenant_id != session.tenant_id:
        return False
    return person.is_staff or _booker(session) == person.pk


def _booker(session: EndedSession) -> int | None:
    return session.meeting.organiser_id if session.meeting else session.organiser_id
