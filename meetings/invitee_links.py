"""The link that each invitee has into a meeting."""

import secrets

from django.conf import settings

from accounts.models import User
from meetings.models import Invitee, Meeting


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
