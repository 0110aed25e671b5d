"""The right to control a meeting: its host password gets it."""

from hwmeeting import Client, ControlSession, ControlToken, NotFound
from meetings.models import Meeting


def control_token(client: Client, meeting: Meeting) -> ControlToken:
    """Return the right to control ``meeting`` while it runs; raises what the client raises.

    One code is said of a wrong password and of a meeting that is gone, so the meeting is read then: somebody may have
    given it another password.
    """
    conference_id, password = meeting.vendor_conference_id, meeting.host_password
    if not password:
        return client.control.token(conference_id, read_password(client, conference_id))
    try:
        return client.control.token(conference_id, password)
    except NotFound:
        other = read_password(client, conference_id)
        if other == password:
            raise
    return client.control.token(conference_id, other)


def control_session(client: Client, meeting: Meeting) -> ControlSession:
    """Return ``meeting`` to be controlled, with the right to; raises what the client raises, as ``control_token``."""
    conference_id = meeting.vendor_conference_id
    password = meeting.host_password or read_password(client, conference_id)
    session = client.control_meeting(conference_id, password)
    try:
        session.right.token()
    except NotFound:
        other = read_password(client, conference_id)
        if other == password:
            raise
        session = client.control_meeting(conference_id, other)
        session.right.token()
    return session


def read_password(client: Client, conference_id: str) -> str:
    """Return the host password that the meeting has at the vendor."""
    return client.meetings.detail(conference_id).meeting.host_password
