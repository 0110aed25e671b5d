"""Adopting meetings that the vendor has and we don't, when an administrator says that they belong here.

After an older database was restored these are the ones that were booked since the backup.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from accounts.vendor import clients
from hwmeeting import HwMeetingError, NotFound
from l10n.problem import Problem
from meetings.errors import MeetingError, NotAllowed
from meetings.models import FoundMeeting, Meeting
from meetings.problems import Code
from meetings.writes import adopting


def adoptable(*, by: User) -> QuerySet[FoundMeeting]:
    """Return what ``by`` may adopt: a tenant administrator their own tenant's, an operator all."""
    if not (by.is_active and by.is_staff):
        return FoundMeeting.objects.none()
    ours = Meeting.objects.filter(tenant=OuterRef("tenant"), vendor_conference_id=OuterRef("vendor_conference_id"))
    found = FoundMeeting.objects.filter(~Exists(ours)).select_related("tenant__application", "organiser")
    return found if by.is_operator else found.filter(tenant=by.tenant_id)


def adopt(*, found_id: int, by: User, now: datetime) -> Meeting:
    """Read the meeting as its organiser, give it rows here and return it; nobody is told.

    Raises NotAllowed, MeetingError where the vendor doesn't have it any more, and what reading it raises.
    """
    found = adoptable(by=by).filter(pk=found_id).first()
    if found is None:
        raise NotAllowed(Problem(Code.NOT_YOURS_TO_ADOPT))
    client = clients.client_for(person=found.organiser, within=found.tenant)
    try:
        detail = client.meetings.detail(found.vendor_conference_id)
    except NotFound as error:
        found.delete()
        raise MeetingError(Problem(Code.FOUND_NO_MORE)) from error
    except HwMeetingError as error:
        raise MeetingError(Problem(Code.REFUSED_BY_VENDOR, wording=error.sentence)) from error
    return adopting.add(found=found, detail=detail, now=now)
