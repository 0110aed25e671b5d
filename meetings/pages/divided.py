"""The other meetings of a series that was divided, for the page of one of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from l10n import format_datetime
from meetings import access
from meetings.models import Meeting

_SHOWN = (Meeting.State.BOOKED, Meeting.State.RUNNING, Meeting.State.ENDED)


@dataclass(frozen=True, slots=True)
class OtherPart:
    """A meeting that has dates of the same series; ``when`` is its next date, or its last."""

    id: UUID
    subject: str
    when: str


def list_other_parts(meeting: Meeting, person: User, now: datetime) -> tuple[OtherPart, ...]:
    """Return those that ``person`` may see, by start; one query, and none where it was never divided."""
    if meeting.family is None:
        return ()
    visible = access.visible_to(person=person).filter(family=meeting.family, state__in=_SHOWN)
    others = visible.exclude(pk=meeting.pk).order_by("start_at").only("subject", "start_at")
    return tuple(
        OtherPart(one.pk, one.subject, format_datetime.moment(one.start_at, zone=person.zone, now=now))
        for one in others
    )
