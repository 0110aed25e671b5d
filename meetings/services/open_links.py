"""The link for everybody: made, replaced and switched off by whoever may change the meeting."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from l10n.problem import Problem
from meetings import access, invitee_links
from meetings.errors import NotAllowed, TooLate
from meetings.models import Meeting, OpenLink
from meetings.problems import Code


def is_offered(*, meeting: Meeting) -> bool:
    """Return whether a meeting can have such a link: everybody may enter it, and it is not over."""
    return meeting.is_open and meeting.entry == Meeting.Entry.EVERYONE


def switch_on(*, meeting: Meeting, by: User, now: datetime) -> OpenLink:
    """Return the link, made if there is none yet. Raises NotAllowed or TooLate."""
    _check(meeting, by)
    made = {"token": invitee_links.fresh_token(), "made_by": by, "made_at": now}
    return OpenLink.objects.get_or_create(meeting=meeting, defaults=made)[0]


def replace(*, meeting: Meeting, by: User, now: datetime) -> OpenLink:
    """Return a new link in the place of the present one, which leads nowhere from now on. Raises as ``switch_on``."""
    _check(meeting, by)
    made = {"token": invitee_links.fresh_token(), "made_by": by, "made_at": now}
    return OpenLink.objects.update_or_create(meeting=meeting, defaults=made)[0]


def switch_off(*, meeting: Meeting, by: User) -> None:
    """Let the link lead nowhere, also that of a meeting that is over. Raises NotAllowed."""
    access.check_can_change(person=by, meeting=meeting)
    with transaction.atomic():
        for link in OpenLink.objects.select_for_update().filter(meeting=meeting):
            link.delete()


def _check(meeting: Meeting, by: User) -> None:
    access.check_can_change(person=by, meeting=meeting)
    if not meeting.is_open:
        raise TooLate(Problem(Code.MEETING_SETTLED))
    if not is_offered(meeting=meeting):
        raise NotAllowed(Problem(Code.LINK_FOR_EVERYBODY_CLOSED))
