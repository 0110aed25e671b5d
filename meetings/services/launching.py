"""Launch links for a business system, each for one person; login tickets are limited and, unseen, audited."""

from datetime import datetime, timedelta
from enum import StrEnum

from accounts.audit import record_access
from accounts.models import User
from accounts.services import attempts
from accounts.vendor import clients
from meetings import access, invitee_links
from meetings.errors import TooManyTickets
from meetings.models import Meeting
from meetings.services import joining

MOST_TICKETS, SECONDS = 10, 60


class Action(StrEnum):
    """What the link does, as ``hwmeeting.links`` calls it."""

    JOIN = "join"
    LOGIN_JOIN = "login_join"
    LOGIN = "login"


WITH_TICKET = frozenset({Action.LOGIN_JOIN, Action.LOGIN})


def launch(
    *,
    person: User,
    meeting: Meeting,
    action: Action,
    platform: str,
    open_mic: bool,
    open_camera: bool,
    asked_by: str,
    now: datetime,
) -> joining.Launch:
    """Return what opens the client for ``person``, who may see ``meeting``; ``asked_by`` stands in the audit log.

    No transaction may be open. Raises NotOpenYet, CannotJoin, TooManyTickets, and accounts' NotLinked.
    """
    invitee = access.own_invitation(person=person, meeting=meeting)
    link = invitee_links.join_link(invitee=invitee)
    if action is Action.JOIN:
        return joining.guest_launch(
            invitee=invitee, platform=platform, name="", open_mic=open_mic, open_camera=open_camera, now=now
        )
    identity = clients.identity_of(person=person)
    _count_ticket(person, asked_by, now)
    if action is Action.LOGIN:
        made = joining.sign_in_launch(person=person, platform=platform, link=link)
    else:
        made = joining.launch_as(
            person=person,
            meeting=meeting,
            platform=platform,
            link=link,
            open_mic=open_mic,
            open_camera=open_camera,
            now=now,
        )
    record_access(identity, what="login_ticket", action=action.value, meeting=str(meeting.pk), asked_by=asked_by)
    return made


def _count_ticket(person: User, asked_by: str, now: datetime) -> None:
    key = f"login-ticket:{asked_by}:{person.pk}"
    if attempts.count_attempt(key=key, window=timedelta(seconds=SECONDS), now=now) > MOST_TICKETS:
        raise TooManyTickets(most=MOST_TICKETS, wait=SECONDS)
