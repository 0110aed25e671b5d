"""A join page as a value."""

from datetime import datetime

from django.utils import timezone, translation

from accounts.models import User
from meetings.join import addressee
from meetings.join.device import device_of
from meetings.join.link import link_of_invitee
from meetings.join.page import JoinPage, Opened, build_join_page
from meetings.mails import recipients
from meetings.models import Invitee
from tests.meetings.join.test_device import AGENTS


def page_of(
    invitee: Invitee,
    now: datetime,
    *,
    agent: str = "windows",
    person: User | None = None,
    opened: Opened | None = None,
) -> JoinPage:
    """Return what whoever has the invitee's link sees at ``now``, in English."""
    found = addressee.find_invitee(token=invitee.join_token, now=timezone.now())
    recipient = recipients.recipient_for_invitee(found, organiser=found.meeting.organiser)
    with translation.override("en"):
        return build_join_page(
            link_of_invitee(found), recipient, device_of(AGENTS[agent][0]), person=person, now=now, opened=opened
        )
