"""One click into a meeting.

Two rights that never mix. Whoever holds a link, an invitee's or that of everybody, may enter as a *guest*: a name
and the guest password. Whoever is signed in to the portal may enter as *themselves*: a login ticket of that person,
never of the addressee, and the host password only if they are organiser or co-host of this meeting.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.sites import MeetingSite
from accounts.vendor import clients
from accounts.vendor.sites import known_site_of, site_of
from hwmeeting import HwMeetingError, links
from l10n import one_line
from l10n.problem import Problem
from meetings import access, invitee_links, schedule
from meetings.errors import CannotJoin, InvalidRequest, NotAllowed, NotOpenYet
from meetings.limits import OPENS_BEFORE
from meetings.models import Invitee, Meeting, OpenLink
from meetings.problems import Code

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_LONGEST_NAME, _LONGEST_NAME_BYTES = 64, 200  # docs/vendor/scheme-urls.md 26.6


class JoinState(Enum):
    """What the link leads to at this moment."""

    BEING_BOOKED = "being_booked"
    EARLY = "early"
    READY = "ready"
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"
    NOT_BOOKED = "not_booked"


OPEN_STATES = frozenset({JoinState.READY, JoinState.RUNNING})


@dataclass(frozen=True, slots=True)
class Launch:
    """How to open the client. ``plain_url`` is a second link for browsers that do not know the first."""

    url: str = field(repr=False)
    name: str
    plain_url: str = field(default="", repr=False)
    is_host: bool = False


def join_state(*, meeting: Meeting, now: datetime, is_host: bool = False) -> JoinState:
    """Return what the link leads to; ``is_host`` lifts the wait for the start."""
    if meeting.state in _STATES:
        return _STATES[Meeting.State(meeting.state)]
    if meeting.state == Meeting.State.BOOKED and now >= schedule.current_times(meeting, now=now).end_at:
        return JoinState.ENDED
    if meeting.state == Meeting.State.RUNNING:
        return JoinState.RUNNING
    return JoinState.READY if is_host or now >= opens_at(meeting=meeting, now=now) else JoinState.EARLY


_STATES = {
    Meeting.State.REQUESTED: JoinState.BEING_BOOKED,
    Meeting.State.ENDED: JoinState.ENDED,
    Meeting.State.CANCELLED: JoinState.CANCELLED,
    Meeting.State.REFUSED: JoinState.NOT_BOOKED,
}


def opens_at(*, meeting: Meeting, now: datetime) -> datetime:
    """Return when guests may come in (aware UTC), of a series to its current occurrence."""
    return schedule.current_times(meeting, now=now).start_at - OPENS_BEFORE


def is_host(*, person: User, meeting: Meeting) -> bool:
    """Return whether ``person`` is let in as host: whoever may change the meeting is."""
    return access.can_change(person=person, meeting=meeting)


def guest_name(*, invitee: Invitee, typed: str = "") -> str:
    """Return the name that the others will see: the typed one, else the invitation's, never a whole mail address."""
    name = one_line.one_line(typed) or one_line.one_line(invitee.name)
    if name == invitee.email:
        name = name.partition("@")[0]
    return _cut(name) or _("Guest")


def guest_launch(
    *, invitee: Invitee, platform: str, name: str, open_mic: bool, open_camera: bool, now: datetime
) -> Launch:
    """Return what opens the client as a guest. ``platform`` as ``hwmeeting.links`` knows it; ``name`` may be blank.

    Calls nobody, so it works while the vendor is away. Raises NotOpenYet or CannotJoin.
    """
    _check_open(invitee.meeting, now)
    shown = guest_name(invitee=invitee, typed=name)
    link = invitee_links.join_link(invitee=invitee)
    launch = _launch_guest(invitee.meeting, platform, link, shown, open_mic=open_mic, open_camera=open_camera)
    Invitee.objects.filter(pk=invitee.pk, joined_at=None).update(joined_at=now)
    return launch


def launch_by_open_link(
    *, open_link: OpenLink, platform: str, name: str, open_mic: bool, open_camera: bool, now: datetime
) -> Launch:
    """Return what opens the client as a guest who came by the link for everybody, under the name that they typed.

    Calls nobody. Raises InvalidRequest (no name), NotOpenYet or CannotJoin.
    """
    _check_open(open_link.meeting, now)
    shown = typed_name(name)
    link = invitee_links.address_for_everybody(open_link=open_link)
    return _launch_guest(open_link.meeting, platform, link, shown, open_mic=open_mic, open_camera=open_camera)


def typed_name(name: str) -> str:
    """Return the name that a guest typed as the client takes it. Raises InvalidRequest where there is none."""
    if shown := _cut(one_line.one_line(name)):
        return shown
    raise InvalidRequest(Problem(Code.NAME_MISSING, "name"))


def launch_as(
    *, person: User, meeting: Meeting, platform: str, link: str, open_mic: bool, open_camera: bool, now: datetime
) -> Launch:
    """Return what opens the client signed in as ``person``; ``link`` is the join page they came by.

    Fetches a fresh login ticket, so no transaction may be open. Raises NotAllowed (another organisation),
    NotOpenYet, CannotJoin (the vendor gave no ticket) and accounts' NotLinked.
    """
    if person.tenant_id != meeting.tenant_id:
        raise NotAllowed(Problem(Code.ANOTHER_ORGANISATION))
    host = is_host(person=person, meeting=meeting)
    _check_open(meeting, now, is_host=host)
    login_nonce = _login_nonce(person)
    url, plain_url = _urls(
        platform,
        "login_join",
        link=link,
        **_place(site_of(tenant=meeting.tenant), meeting.vendor_conference_id),
        name=_cut(person.name),
        enter_code=(meeting.host_password if host else "") or meeting.guest_password,
        open_mic=open_mic,
        open_camera=open_camera,
        login_nonce=login_nonce,
    )
    meeting.invitees.filter(person=person, joined_at=None).update(joined_at=now)
    return Launch(url, person.name, plain_url, host)


def sign_in_launch(*, person: User, platform: str, link: str) -> Launch:
    """Return what opens the client signed in as ``person``, in no meeting. Fetches a login ticket and raises as above.

    ``link`` is where an intent leads without the client.
    """
    url, plain_url = _urls(platform, "login", link=link, login_nonce=_login_nonce(person))
    return Launch(url, person.name, plain_url)


def browser_address(*, meeting: Meeting) -> str:
    """Return the vendor's own guest page, as the API gave it; "" unless its host is one that the site names."""
    site = known_site_of(tenant=meeting.tenant)
    parts = urlsplit(meeting.guest_join_uri)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    return meeting.guest_join_uri if site and is_safe and parts.netloc in site["join_hosts"] else ""


def launch_at(
    *,
    site: MeetingSite,
    conference_id: str,
    password: str,
    name: str,
    platform: str,
    link: str,
    open_mic: bool,
    open_camera: bool,
) -> Launch:
    """Return what opens the client as a guest of any meeting at ``site``; asks nobody."""
    url, plain_url = _urls(
        platform,
        "join",
        link=link,
        **_place(site, conference_id),
        name=name,
        enter_code=password,
        open_mic=open_mic,
        open_camera=open_camera,
    )
    return Launch(url, name, plain_url)


def _launch_guest(
    meeting: Meeting, platform: str, link: str, name: str, *, open_mic: bool, open_camera: bool
) -> Launch:
    return launch_at(
        site=site_of(tenant=meeting.tenant),
        conference_id=meeting.vendor_conference_id,
        password=meeting.guest_password,
        name=name,
        platform=platform,
        link=link,
        open_mic=open_mic,
        open_camera=open_camera,
    )


def _cut(name: str) -> str:
    name = name[:_LONGEST_NAME]
    while len(name.encode()) > _LONGEST_NAME_BYTES:
        name = name[:-1]
    return name.strip()


def _login_nonce(person: User) -> str:
    try:
        return clients.client_for(person=person).tokens.login_nonce()
    except HwMeetingError as error:
        raise CannotJoin(Problem(Code.NOT_LET_IN)) from error


def _check_open(meeting: Meeting, now: datetime, *, is_host: bool = False) -> None:
    state = join_state(meeting=meeting, now=now, is_host=is_host)
    if state is JoinState.EARLY:
        raise NotOpenYet(opens_at=opens_at(meeting=meeting, now=now))
    if state not in OPEN_STATES:
        raise CannotJoin(Problem(Code.NOTHING_TO_JOIN))


def _place(site: MeetingSite, conference_id: str) -> dict[str, Any]:
    """Return where the client finds a meeting."""
    place: dict[str, Any] = {"conf_id": conference_id}
    if host := site["client_server"]:
        place |= {"server_url": host, "port": site["client_port"], "allowed_hosts": (host,)}
    return place


def _urls(platform: str, action: str, *, link: str, **parameters: Any) -> tuple[str, str]:
    """Return the platform's launch link and, beside an intent, the plain one (docs/vendor/scheme-urls.md 33)."""
    if platform != "android-intent":
        return links.scheme_url(platform, action, **parameters), ""
    plain = links.scheme_url("android", action, **parameters)
    return links.scheme_url(platform, action, fallback_url=link, **parameters), plain
