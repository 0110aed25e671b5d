"""A running meeting under control: who is in, calling, extending, ending, quality."""

from datetime import timedelta

from hwmeeting import Attendee, Media, SiteState
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.running import begin


def test_who_is_in_and_how(sandbox: Sandbox) -> None:
    running = begin(sandbox)
    host, anna = running.enter(account="chen", as_host=True), running.enter()
    for does in ("raises_hand", "mutes", "turns_camera_off"):
        running.act(anna, does)
    running.session.people.set_cohost(anna, is_cohost=True)
    live = running.session.live()
    first, second = live.sites
    assert (live.host_id, live.cohost_ids) == (host, (anna,))
    assert (first.is_muted, first.has_video, first.has_hand_up) == (False, True, False)
    assert (second.name, second.is_muted, second.has_video, second.has_hand_up) == ("Anna", True, False, True)


def test_a_terminal_is_called_by_the_session_and_by_a_password(sandbox: Sandbox) -> None:
    running = begin(sandbox)
    running.session.invite([Attendee(name="Hall", phone="0255", type="terminal")])
    meeting = running.meeting
    running.client.control.call_terminal(meeting.conference_id, meeting.host_password, number="0256")
    assert [(one.phone, one.state) for one in running.session.live().sites] == [
        ("0255", SiteState.CALLED),
        ("0256", SiteState.CALLED),
    ]


def test_it_is_extended_and_ended(sandbox: Sandbox) -> None:
    running = begin(sandbox)
    running.enter()
    running.session.prolong(minutes=30)
    later = running.client.meetings.detail(running.meeting.conference_id).meeting.end_at
    assert later is not None
    assert running.meeting.end_at is not None
    assert timedelta(minutes=29) <= later - running.meeting.end_at <= timedelta(minutes=31)
    running.session.stop()
    assert list(running.client.meetings.online()) == []


def test_how_good_connections_are(sandbox: Sandbox) -> None:
    running = begin(sandbox)
    anna, ben = running.enter(), running.enter("Ben")
    running.act(anna, "has_poor_network")
    poor, good = running.session.quality(running.meeting.conference_uuid)
    assert (poor.participant_id, poor.lost_sent, poor.delay_ms, poor.kbits_sent) == (anna, 140, 620, 120)
    assert (good.participant_id, good.lost_received, good.presentation) == (ben, 0, Media())
    (stream,) = good.video.sent
    assert (stream.codec, stream.width, stream.height, stream.frames_per_second) == ("H264HP", 1280, 720, 25)
    assert running.session.quality(running.meeting.conference_uuid, [ben]) == (good,)


def test_where_a_number_is_and_how_the_site_is(sandbox: Sandbox) -> None:
    running = begin(sandbox)
    running.enter(account="chen", as_host=True)
    number = running.session.live().sites[0].phone
    assert running.client.meetings.find_by_number(number) == running.meeting.conference_id
    assert running.client.meetings.find_by_number("0") == ""
    site = running.client.control.site()
    assert (site.is_working, site.join_url) == (True, sandbox.url)
