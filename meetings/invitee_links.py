"""The links into a meeting: that of each invitee, and the one for everybody."""

import secrets

from django.conf import settings

from accounts.models import User
from meetings.models import Invitee, Meeting, OpenLink


def invitee_row(*, meeting: Meeting, role: str, email: str, name: str, person: User | None = None) -> Invitee:
    """Return an unsaved invitee with a link of their own, an outsider in the organiser's language of today."""
    return Invitee(
        meeting=meeting,
        role=role,
        email=email,
        name=name or email,
        person=person,
        language="" if person else meeting.organiser.language,
        join_token=fresh_token(),
    )


def fresh_token() -> str:
    """Return 128 random bits, as 22 characters of an address."""
    return secrets.token_urlsafe(16)


def join_link(*, invitee: Invitee) -> str:
    """Return the invitee's own address, https in production."""
    return f"{settings.PORTAL_URL}/j/{invitee.join_token}/"


def address_for_everybody(*, open_link: OpenLink) -> str:
    """Return the address of the link that belongs to nobody, https in production."""
    return f"{settings.PORTAL_URL}/m/{open_link.token}/"
