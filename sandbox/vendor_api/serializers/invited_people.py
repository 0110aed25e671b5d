"""List who is invited to a running meeting, as it was booked and by calls since."""

import sqlite3
from dataclasses import dataclass

from sandbox.contract.roles import HOST
from sandbox.state import called_sites, live_settings, meetings
from sandbox.state.meetings import Meeting
from sandbox.state.sessions import Session
from sandbox.vendor_api.serializers.attendee import InvitedAttendee


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is invited, whether they have come or not; ``key`` is their number, or what else names them."""

    key: str
    name: str
    number: str
    type: str
    is_host: bool
    account_id: str
    user_uuid: str = ""


def list_invited(db: sqlite3.Connection, meeting: Meeting, session: Session, *, now: int) -> list[Invited]:
    """Return those who are invited and were not taken off the list."""
    settings = live_settings.load(db, session.conf_uuid)
    found: dict[str, Invited] = {}
    for written in meeting.attendees:
        one = InvitedAttendee(db, meeting, written)
        account = meetings.colleague_account(db, meeting, written) or ""
        key = one.number or account or one.name
        found[key] = Invited(
            key, settings.names.get(key, one.name), one.number, one.type, one.is_host, account, one.user_uuid
        )
    for site in called_sites.list_sites(db, session.conf_uuid, now=now):
        is_host = site.role == HOST
        found[site.number] = Invited(
            site.number, site.name, site.number, site.type, is_host, site.account_id, site.user_uuid
        )
    return [one for key, one in found.items() if key not in settings.removed]
