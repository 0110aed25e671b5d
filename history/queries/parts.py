"""The parts that people had in a session."""

from accounts.models import User
from history import access
from history.models import EndedSession, Presence
from meetings.models import Invitee


def parts_shown(*, person: User, session: EndedSession) -> list[Presence]:
    """Return the parts in a session that ``person`` sees, each with its stays: the organiser first, then as they came.

    Whoever did not come stands last. Of a session whose attendance is kept no longer nobody can say who came.
    """
    if session.details == EndedSession.Details.PURGED:
        return []
    found = session.presences.select_related("person").prefetch_related("stays__corrected_by")
    if not access.is_in_charge(person=person, session=session):
        found = found.filter(person=person)
    return sorted(found, key=_order)


def _order(part: Presence) -> tuple[bool, bool, float, int]:
    joined = part.joined_at.timestamp() if part.joined_at else float("inf")
    return not part.came, part.role != Invitee.Role.ORGANISER, joined, part.pk
