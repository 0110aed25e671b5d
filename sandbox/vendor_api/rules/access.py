"""Decide who may see a meeting and who may act on it."""

import sqlite3

from sandbox.contract.errors import Refused
from sandbox.contract.roles import GUEST, HOST
from sandbox.state import meetings
from sandbox.state.meetings import Meeting
from sandbox.state.users import User
from sandbox.vendor_api.rules import attendees


def meeting_to_change(db: sqlite3.Connection, conference_id: str, user: User, *, now: int) -> Meeting:
    """Return a meeting to change: schedulers change their own, administrators all of their enterprise."""
    meeting = _unfinished(db, conference_id, now)
    if not is_in_charge(user, meeting):
        raise Refused("MMC.111070002")
    return meeting


def meeting_to_see(db: sqlite3.Connection, conference_id: str, user: User, *, now: int) -> Meeting:
    """Return a meeting to see: schedulers and invitees see it, administrators all of their enterprise."""
    meeting = _unfinished(db, conference_id, now)
    check_may_see(db, meeting, user)
    return meeting


def check_may_see(db: sqlite3.Connection, meeting: Meeting, user: User) -> None:
    if is_in_charge(user, meeting):
        return
    if meeting.corp_id != user.corp_id or not meetings.is_invited(db, conference_id=meeting.conference_id, user=user):
        raise Refused("MMC.111070010")


def _unfinished(db: sqlite3.Connection, conference_id: str, now: int) -> Meeting:
    meeting = meetings.find_unfinished(db, conference_id, now=now)
    if meeting is None:
        raise Refused("MMC.111070005")
    return meeting


def is_in_charge(user: User, meeting: Meeting) -> bool:
    """Return whether it is the user's own meeting, or one that the user administers."""
    administers = user.is_enterprise_administrator and user.corp_id == meeting.corp_id
    return meeting.scheduler_uuid == user.uuid or administers


def viewer_role(db: sqlite3.Connection, meeting: Meeting, user: User) -> str:
    """Return HOST for the scheduler and whoever is invited as one; an administrator who only looks is a guest."""
    if meeting.scheduler_uuid == user.uuid:
        return HOST
    invited_as_host = any(
        attendees.read_attendee(attendee)["role"] == 1
        and meetings.colleague_account(db, meeting, attendee) == user.third_account
        for attendee in meeting.attendees
    )
    return HOST if invited_as_host and meeting.corp_id == user.corp_id else GUEST
