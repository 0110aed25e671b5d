"""Two rights: a guest's, and one's own."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from accounts.models import User
from meetings.errors import CannotJoin, NotAllowed, NotOpenYet
from meetings.models import Invitee, Meeting
from meetings.services import joining
from meetings.services.joining import JoinState
from tests.factories.fixtures import MakeMeeting
from tests.factories.invitees import NOW, START, invite, make_meeting, make_organiser, make_tenant
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db
OPEN = START - timedelta(minutes=10)
State = Meeting.State


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(make_organiser(make_tenant()))


@pytest.fixture
def anna(meeting: Meeting) -> Invitee:
    return invite(meeting, "anna@tuv.example", name="Anna Schmidt")


@pytest.mark.parametrize(
    ("state", "now", "guest", "host"),
    [
        (State.REQUESTED, OPEN, JoinState.BEING_BOOKED, JoinState.BEING_BOOKED),
        (State.REFUSED, OPEN, JoinState.NOT_BOOKED, JoinState.NOT_BOOKED),
        (State.BOOKED, OPEN - timedelta(seconds=1), JoinState.EARLY, JoinState.READY),
        (State.BOOKED, OPEN, JoinState.READY, JoinState.READY),
        (State.BOOKED, START + timedelta(minutes=45), JoinState.ENDED, JoinState.ENDED),
        (State.RUNNING, OPEN - timedelta(hours=1), JoinState.RUNNING, JoinState.RUNNING),
        (State.RUNNING, START + timedelta(hours=2), JoinState.RUNNING, JoinState.RUNNING),
        (State.ENDED, OPEN, JoinState.ENDED, JoinState.ENDED),
        (State.CANCELLED, OPEN, JoinState.CANCELLED, JoinState.CANCELLED),
    ],
)
def test_join_state(meeting: Meeting, state: str, now: object, guest: JoinState, host: JoinState) -> None:
    meeting.state = state
    assert joining.join_state(meeting=meeting, now=now) is guest  # type: ignore[arg-type]
    assert joining.join_state(meeting=meeting, now=now, is_host=True) is host  # type: ignore[arg-type]


def launch(anna: Invitee, platform: str = "windows", name: str = "", now: object = OPEN) -> joining.Launch:
    return joining.guest_launch(
        invitee=anna,
        platform=platform,
        name=name,
        open_mic=True,
        open_camera=False,
        now=now,  # type: ignore[arg-type]
    )


def test_guest_launch_is_a_guests_link(anna: Invitee) -> None:
    assert launch(anna) == joining.Launch(
        url=(
            "cloudlink://welinksoftclient/h5page?page=joinConfByLink&conf_id=967204518&enter_code=482913"
            "&name=Anna%20Schmidt&open_mic=true&open_camera=false"
        ),
        name="Anna Schmidt",
    )


def test_guest_launch_on_android_pins_the_package_and_keeps_the_plain_link(anna: Invitee) -> None:
    made = launch(anna, "android-intent")
    assert made.url.startswith("intent://welinksoftclient/h5page?page=joinConfByLink&")
    assert "package=com.huawei.CloudLink" in made.url
    assert made.plain_url.startswith("cloudlink://welinksoftclient/h5page?page=joinConfByLink&")


def test_guest_launch_abroad_names_the_server() -> None:
    meeting = make_meeting(make_organiser(make_tenant(site="ap-southeast-1")))
    made = launch(invite(meeting, "anna@tuv.example", name="Anna"))
    assert "&server_url=intl.meeting.huaweicloud.com&port=8443&conf_id=967204518&" in made.url


def test_guest_launch_notes_the_first_click_only(anna: Invitee) -> None:
    launch(anna)
    launch(anna, now=START)
    anna.refresh_from_db()
    assert anna.joined_at == OPEN


def test_guest_launch_too_early(anna: Invitee) -> None:
    with pytest.raises(NotOpenYet) as refusal:
        launch(anna, now=NOW)
    assert refusal.value.opens_at == OPEN
    anna.refresh_from_db()
    assert anna.joined_at is None


@pytest.mark.parametrize("state", [State.CANCELLED, State.ENDED, State.REQUESTED, State.REFUSED])
def test_guest_launch_where_there_is_nothing(anna: Invitee, state: str) -> None:
    anna.meeting.state = state
    with pytest.raises(CannotJoin):
        launch(anna)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", "Anna Schmidt"),
        ("  Anna\r\n&enter_code=1\u202e ", "Anna &enter_code=1"),
        ("  \x00 ", "Anna Schmidt"),
        ("x" * 500, "x" * 64),
        ("张" * 80, "张" * 64),
        ("🀄" * 80, "🀄" * 50),
    ],
)
def test_guest_name(anna: Invitee, typed: str, shown: str) -> None:
    assert joining.guest_name(invitee=anna, typed=typed) == shown


def test_guest_name_is_never_a_whole_address(meeting: Meeting) -> None:
    assert joining.guest_name(invitee=invite(meeting, "bob.miller@tuv.example")) == "bob.miller"


def test_is_host_only_of_this_meeting(meeting: Meeting, anna: Invitee) -> None:
    organiser, tenant = meeting.organiser, meeting.tenant
    li_wei = User.objects.create_user("li.wei@qingshan.example", name="李伟", tenant=tenant)
    other = make_meeting(organiser, ical_uid="2", vendor_conference_id="2")
    cohost = invite(meeting, li_wei, role=Invitee.Role.COHOST)
    assert joining.is_host(person=organiser, meeting=meeting)
    assert joining.is_host(person=li_wei, meeting=meeting)
    assert not joining.is_host(person=li_wei, meeting=other)
    cohost.removed_at = NOW
    cohost.save()
    assert not joining.is_host(person=li_wei, meeting=meeting)


def test_launch_as_somebody_of_another_organisation(meeting: Meeting) -> None:
    stranger = User.objects.create_user("s@other.example", name="S", tenant=make_tenant("Other"))
    with pytest.raises(NotAllowed):
        joining.launch_as(
            person=stranger, meeting=meeting, platform="windows", link="", open_mic=False, open_camera=False, now=OPEN
        )


def test_a_launch_shows_no_secret_in_its_repr(anna: Invitee) -> None:
    assert "482913" not in repr(launch(anna))


@pytest.mark.django_db(transaction=True)
def test_launch_as_with_a_name_of_many_bytes(vendor: Vendor, chen: User, make_meeting: MakeMeeting) -> None:
    """64 characters, and more bytes than the client takes (docs/vendor/scheme-urls.md 26.6)."""
    chen.name = "\U00020000" * 64
    meeting = make_meeting(start_at=timezone.now())
    launch = joining.launch_as(
        person=chen, meeting=meeting, platform="ios", link="", open_mic=False, open_camera=False, now=timezone.now()
    )
    assert parse_qs(urlsplit(launch.url).query)["name"] == ["\U00020000" * 50]


@pytest.mark.parametrize(
    "uri", ["https://evil.example/#/j/1/2", "http://meeting.huaweicloud.com/#/j/1", "javascript:alert(1)", ""]
)
def test_browser_address_is_one_of_the_services_own_hosts(meeting: Meeting, uri: str) -> None:
    address = "https://meeting.huaweicloud.com/#/j/967204518/abcdef"
    assert joining.browser_address(meeting=meeting) == address
    meeting.guest_join_uri = uri
    assert joining.browser_address(meeting=meeting) == ""
