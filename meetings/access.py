"""Who may see a meeting, and who may change it: organiser and co-hosts, who are let in as host too."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.queries.compiled import Parameter
from l10n.problem import Problem
from meetings.errors import LinkUnknown, NotAllowed
from meetings.models import Invitee, Meeting
from meetings.problems import Code


def visible_to(*, person: User) -> QuerySet[Meeting]:
    """Return what ``person`` organises or is invited to; an invitee learns of a meeting once it is booked.

    Whoever has moved to another organisation has left the meetings of the old one there.
    """
    return visible_by_id(person=person.pk, tenant=person.tenant_id)


def visible_by_id(*, person: int | Parameter, tenant: int | Parameter | None) -> QuerySet[Meeting]:
    """Return the same for somebody with that ID in the organisation with that one."""
    invited = Invitee.objects.present().filter(meeting=OuterRef("pk"), person=person)
    is_mine = Q(organiser=person) | (~Q(vendor_conference_id="") & Exists(invited))
    return Meeting.objects.filter(is_mine, tenant=tenant)


def can_change(*, person: User, meeting: Meeting) -> bool:
    """Return whether ``person`` is organiser or co-host of this very meeting."""
    if meeting.tenant_id != person.tenant_id:
        return False
    if meeting.organiser_id == person.pk:
        return True
    return meeting.invitees.cohosts().filter(person=person).exists()


def check_can_change(*, person: User, meeting: Meeting) -> None:
    """Raise NotAllowed unless ``person`` may change ``meeting``."""
    if not can_change(person=person, meeting=meeting):
        raise NotAllowed(Problem(Code.NOT_YOURS))


def own_invitation(*, person: User, meeting: Meeting) -> Invitee:
    """Return the invitation that ``person`` has to ``meeting``, as its organiser too. Raises LinkUnknown."""
    invitee = meeting.invitees.present().filter(person=person).select_related("person").first()
    if invitee is None:
        raise LinkUnknown(Problem(Code.LINK_UNKNOWN))
    invitee.meeting = meeting
    return invitee
