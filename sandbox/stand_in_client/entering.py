"""Let somebody who opens a link in: signed in or not, in the meeting or turned away."""

import sqlite3
from dataclasses import dataclass

from sandbox.contract.errors import Refused
from sandbox.contract.roles import GUEST
from sandbox.stand_in_client import links
from sandbox.stand_in_client.links import ClientLink, WebLink
from sandbox.state import live_settings, meetings, series, sessions, tokens, users
from sandbox.state.live_settings import LiveSettings
from sandbox.state.meetings import Meeting
from sandbox.state.sessions import Participant
from sandbox.state.users import User
from sandbox.vendor_api.rules import entry

_SPENT_TICKET, _NOT_FOUND, _FULL, _LOCKED = "USG.206010013", "MMC.111070005", "MMC.111072101", "MMC.111072050"


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of opening a link.

    ``user`` is who is signed in, ``participant`` and ``meeting`` are there if somebody is in a meeting now.
    """

    user: User | None
    participant: Participant | None = None
    meeting: Meeting | None = None
    link: ClientLink | WebLink | None = None


def open_link(
    db: sqlite3.Connection, url: str, *, platform: str, signed_in_as: User | None, name: str, address: str, now: int
) -> Opened:
    """Open a link; ``name`` is what somebody enters in the browser.

    Raise LinkNotUnderstood, or Refused with the vendor's reason.
    """
    link = links.parse(url, platform=platform, address=address)
    user = signed_in_as
    if isinstance(link, ClientLink) and link.ticket:
        # Whoever is signed in already stays so, but a ticket that is no good spoils the link all the same.
        by_ticket = _spend_ticket(db, link.ticket)
        user = signed_in_as or by_ticket
    if isinstance(link, ClientLink) and link.page == "launch":
        return Opened(user, link=link)
    meeting = meetings.find_unfinished(db, link.conference_id, now=now)
    if meeting is None:
        raise Refused(_NOT_FOUND)
    meeting = series.with_occurrence_changes(db, meeting)
    shown = link.name if isinstance(link, ClientLink) else name
    participant = _enter(db, meeting, _find_role(meeting, link), user=user, name=shown, platform=platform, now=now)
    return Opened(user, participant, meeting, link)


def _spend_ticket(db: sqlite3.Connection, ticket: str) -> User:
    uuid = tokens.spend_login_ticket(db, ticket)
    user = users.find(db, uuid) if uuid else None
    if user is None:
        raise Refused(_SPENT_TICKET)
    return user


def _find_role(meeting: Meeting, link: ClientLink | WebLink) -> str:
    if isinstance(link, WebLink):
        return entry.role_by_link(meeting, link.random)
    return entry.role_by_password(meeting, link.enter_code)


def _enter(
    db: sqlite3.Connection, meeting: Meeting, role: str, *, user: User | None, name: str, platform: str, now: int
) -> Participant:
    session = sessions.find_running(db, meeting.conference_id)
    settings = live_settings.load(db, session.conf_uuid) if session else LiveSettings()
    entry.check_restriction(db, meeting, user, restriction=settings.call_in_restriction)
    if session is None or not sessions.is_open(db, session):
        entry.check_may_open(db, meeting, role)
        session = sessions.open_session(db, meeting, session, now=now)
    if settings.is_locked and role == GUEST:
        raise Refused(_LOCKED)
    most = meeting.fields["concurrentParticipants"]
    if most and len(sessions.list_participants(db, session.conf_uuid)) >= most:
        raise Refused(_FULL)
    return sessions.join(
        db,
        session,
        user_uuid=user.uuid if user else "",
        # An account is seen under the name of the address book, whatever the link says.
        name=user.name if user else name,
        call_number=user.sip_number if user else "",
        role=role,
        is_waiting=role == GUEST and meeting.options["enableWaitingRoom"],
        platform=platform,
        now=now,
    )
