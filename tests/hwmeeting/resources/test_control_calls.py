"""Calling into a running meeting, and who is there, against the sandbox."""

import pytest
import requests

from hwmeeting import Attendee, InvalidRequest, LiveAttendee, NoAnswer, NotAllowed, Refused, SiteState
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.factories import book_running

HALL = Attendee(name="Hall 1", phone="0255", type="terminal")


def answer(sandbox: Sandbox, number: str, does: str) -> None:
    body = {"number": number, "does": does}
    requests.post(f"{sandbox.url}/_sandbox/client/answer", json=body, timeout=10).raise_for_status()


def test_who_is_called_rings_then_joins_then_is_in(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
    host = sandbox.open(meeting.chair_join_uri, signed_in_as="chen")
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    chen.control.invite(meeting.conference_id, token, [HALL])
    states = []
    for does in ("picks_up", "enters"):
        live = chen.control.live(meeting.conference_id, token)
        states.append([(site.name, site.phone, site.state) for site in live.sites][1:])
        answer(sandbox, "0255", does)
    live = chen.control.live(meeting.conference_id, token)
    states.append([(site.name, site.phone, site.state) for site in live.sites][1:])
    assert states == [
        [("Hall 1", "0255", SiteState.CALLED)],
        [("Hall 1", "0255", SiteState.JOINING)],
        [("Hall 1", "0255", SiteState.IN)],
    ]
    assert (live.host_id, live.sites[0].id) == (host, host)
    assert LiveAttendee("Hall 1", "0255", "", "") in live.attendees


def test_who_declines_or_does_not_answer_is_invited_and_not_there(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    for number in ("0255", "0256"):
        chen.control.invite(meeting.conference_id, token, [Attendee(name="Hall", phone=number, type="terminal")])
    answer(sandbox, "0255", "declines")
    sandbox.forward(61)
    live = chen.control.live(meeting.conference_id, token)
    assert live.sites == ()
    assert [one.phone for one in live.attendees] == ["0255", "0256"]


def test_a_colleague_comes_under_their_own_account(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    number = sandbox.sign_in().as_user("li.wei").account.sip_number.removeprefix("sip:").partition("@")[0]
    called = Attendee(name="Li Wei", phone=number, account_id="li.wei")
    chen.control.invite(meeting.conference_id, token, [called])
    answer(sandbox, number, "enters")
    (there,) = chen.meetings.participants(meeting.conference_id)
    assert (there.third_party_user_id, there.call_number) == ("li.wei", number)


def test_who_is_called_as_host_is_one(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    chen.control.invite(meeting.conference_id, token, [Attendee(name="Hall", phone="0255", is_host=True)])
    answer(sandbox, "0255", "enters")
    live = chen.control.live(meeting.conference_id, token)
    assert live.host_id == live.sites[0].id


@pytest.mark.parametrize(
    ("attendee", "code"),
    [
        (Attendee(name="Anna", phone="+8613800138000", type="mobile"), "MMC.111076012"),
        (Attendee(name="Anna", phone="+8613800138000"), "MMC.111076012"),
        (Attendee(name="Anna", phone="no number"), "MMC.111072033"),
        (Attendee(name="Anna", phone="1" * 128), "MMC.111072032"),
        (Attendee(name="x" * 97, phone="0255"), "MMC.111072034"),
    ],
)
def test_one_that_can_not_be_called_keeps_all_from_being(sandbox: Sandbox, attendee: Attendee, code: str) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    with pytest.raises(Refused) as refused:
        chen.control.invite(meeting.conference_id, token, [HALL, attendee])
    assert refused.value.code == code
    assert chen.control.live(meeting.conference_id, token).sites == ()


def test_phones_ring_where_the_enterprise_has_bought_that(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    sandbox.assume("pstn", "bought")
    meeting = book_running(chen)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    chen.control.invite(meeting.conference_id, token, [Attendee(name="Anna", phone="+8613800138000", type="mobile")])
    assert [site.phone for site in chen.control.live(meeting.conference_id, token).sites] == ["+8613800138000"]


def test_who_may_not_call(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
    guest = chen.control.token(meeting.conference_id, "482913")
    with pytest.raises(NotAllowed) as refused:
        chen.control.invite(meeting.conference_id, guest, [HALL])
    assert refused.value.code == "MMC.111072070"
    with pytest.raises(NotAllowed):
        chen.control.live(meeting.conference_id, guest)


def test_nobody_to_call(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    with pytest.raises(InvalidRequest) as refused:
        chen.control.invite(meeting.conference_id, token, [])
    assert refused.value.code == "MMC.111072031"


def test_a_call_whose_answer_is_lost_may_ring(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    sandbox.plan("answer_lost", "InviteParticipant")
    with pytest.raises(NoAnswer):
        chen.control.invite(meeting.conference_id, token, [HALL])
    assert [site.phone for site in chen.control.live(meeting.conference_id, token).sites] == ["0255"]
