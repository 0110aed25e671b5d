"""Meetings, clients and answers that several test files begin with."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hwmeeting import Account, Client, KeptToken, Meeting, MeetingConfig, MeetingRequest, SignIn, Token
from tests.hwmeeting.conftest import Sandbox

TOKEN_ANSWER = {
    "accessToken": "t" * 36,
    "refreshToken": "r" * 36,
    "expireTime": 1779091200,
    "refreshExpireTime": 1781683200,
    "user": {"userId": "u" * 32, "ucloginAccount": "Auto-1", "serviceAccount": "sip:+991@h", "thirdAccount": "chen"},
}
TOKEN = Token(
    access_token="t" * 36,
    refresh_token="r" * 36,
    expires_at=datetime(2026, 5, 18, 8, tzinfo=UTC),
    refresh_expires_at=datetime(2026, 6, 17, 8, tzinfo=UTC),
    account=Account(account="Auto-1", user_uuid="u" * 32, sip_number="sip:+991@h", third_party_user_id="chen"),
)


def book_running(client: Client, **fields: Any) -> Meeting:
    """Book a meeting that begins now."""
    config = MeetingConfig(guest_password="482913", guests_may_start=True, prolong_minutes=0)
    return client.meetings.create(MeetingRequest("Now", None, 30, config=config, **fields))


def book_coming(client: Client, **config: Any) -> Meeting:
    """Book a meeting of tomorrow."""
    start = (datetime.now(UTC) + timedelta(days=1)).replace(second=0, microsecond=0)
    return client.meetings.create(MeetingRequest("Later", start, 30, config=MeetingConfig(**config)))


def hold_recorded_session(sandbox: Sandbox, client: Client, **fields: Any) -> Meeting:
    """Hold a session of twenty minutes with a guest, which has just ended."""
    meeting = client.meetings.create(MeetingRequest("Recorded", None, 60, record_type=2, auto_record=True, **fields))
    sandbox.open(meeting.chair_join_uri, signed_in_as="chen")
    sandbox.open(meeting.guest_join_uri, name="Anna")
    sandbox.forward(1200)
    token = client.control.token(meeting.conference_id, meeting.host_password)
    client.control.stop(meeting.conference_id, token)
    return meeting


def connect_provider(sandbox: Sandbox) -> Client:
    """Return a client that acts as the administrator of the service provider."""
    sign_in = SignIn(sandbox.url, *sandbox.provider)
    return Client(base_url=sandbox.url, token_source=KeptToken(sign_in.as_sp_administrator))
