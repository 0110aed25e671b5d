"""What a join page shows, in each state of its link."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.models import User
from l10n import format_datetime
from l10n.numbers import grouped
from meetings import schedule
from meetings.join.cancelled_today import describe_cancelled_today
from meetings.join.countdown import Countdown, build_countdown
from meetings.join.device import Device
from meetings.join.link import Addresses, JoinLink
from meetings.join.options import JoinOption, list_join_options
from meetings.join.previous_time import find_previous_time
from meetings.join.visitor import Visitor, visitor_of
from meetings.mails import times
from meetings.mails.recipients import Recipient
from meetings.models import Meeting
from meetings.pages.badges import badges
from meetings.services import joining
from meetings.services.joining import JoinState, Launch
from notifications.mails.mail import When
from ui.badges import Badge
from ui.qr_code import QRCode, build_qr_code

_CHECK_AGAIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Who has cancelled the meeting ("" for nobody here), when, with which note, and whose note that is."""

    is_booked: bool
    by: str
    at: str
    note: str
    note_author: str


@dataclass(frozen=True, slots=True)
class Instants:
    """Start and end in ISO 8601, with the offset of the page's clock: a browser on another one adds its own time."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Codes:
    """What leads into the meeting by other means than the client; each number also as it is read out."""

    options: tuple[JoinOption, ...]
    meeting_id: str
    meeting_id_shown: str
    password: str = field(repr=False)
    password_shown: str = field(repr=False)
    qr_code: QRCode | None


@dataclass(frozen=True, slots=True)
class Opened:
    """What a click has brought: the link that opens the client, and what another try sends again.

    ``is_signed_in``: that needs a CSRF token. ``may_stand_in``: the sandbox's client is offered as well.
    """

    launch: Launch
    again: tuple[tuple[str, str], ...] = field(repr=False)
    is_signed_in: bool
    may_stand_in: bool


@dataclass(frozen=True, slots=True)
class JoinPage:
    """A meeting as whoever opens a link into it sees it.

    ``is_personal`` is False for the link for everybody, where whoever comes has to say a name; ``name_error`` is why
    they have to again, ``switched_on`` what they had switched on by then ("mic", "camera").
    ``asks_for_zone``: the browser says in which zone an outsider is.
    ``countdown`` is there while it is too early, ``codes`` while there is something to join or will be, ``opened``
    once somebody has clicked. ``refusal`` says why they can't come in as themselves.
    """

    state: JoinState
    addresses: Addresses
    link: str = field(repr=False)
    is_personal: bool
    subject: str
    organiser: str
    organiser_email: str
    organisation: str
    badges: tuple[Badge, ...]
    when: When
    instants: Instants
    previous_time: When | None
    previous_instants: Instants | None
    cancellation: Cancellation | None
    # When today's occurrence would have been, which is off; "" where none is.
    cancelled_today: str
    ended_at: str
    visitor: Visitor
    device: Device
    asks_for_zone: bool
    guest_may_enter: bool
    waits_for_host: bool
    waits_for_admission: bool
    guest_name: str
    needs_name: bool
    countdown: Countdown | None
    check_again_at: datetime
    codes: Codes | None
    refusal: str = ""
    name_error: str = ""
    switched_on: frozenset[str] = frozenset()
    opened: Opened | None = None

    @property
    def mic_is_on(self) -> bool:
        return "mic" in self.switched_on

    @property
    def camera_is_on(self) -> bool:
        return "camera" in self.switched_on

    @property
    def template(self) -> str:
        """Return the name of the template that shows it."""
        if self.opened:
            return "meetings/join/opened.html"
        if self.state in joining.OPEN_STATES:
            return "meetings/join/in_app.html" if self.device.in_app else "meetings/join/join.html"
        return _TEMPLATES[self.state]


_TEMPLATES = {
    JoinState.CANCELLED: "meetings/join/cancelled.html",
    JoinState.ENDED: "meetings/join/ended.html",
    JoinState.BEING_BOOKED: "meetings/join/waiting.html",
    JoinState.NOT_BOOKED: "meetings/join/cancelled.html",
    JoinState.EARLY: "meetings/join/early.html",
}


def build_join_page(
    link: JoinLink,
    recipient: Recipient,
    device: Device,
    *,
    person: User | None,
    now: datetime,
    refusal: str = "",
    name_error: str = "",
    switched_on: frozenset[str] = frozenset(),
    opened: Opened | None = None,
) -> JoinPage:
    """Return what the template reads; ``person`` is who is signed in, None where nobody is or may be asked."""
    meeting, invitee, zone = link.meeting, link.invitee, recipient.zone
    current = schedule.current_times(meeting, now=now)
    visitor = visitor_of(person, meeting)
    state = joining.join_state(meeting=meeting, now=now, is_host=visitor.is_host or opened is not None)
    countdown = build_countdown(meeting, zone=zone, now=now) if state is JoinState.EARLY else None
    is_ahead = state in {JoinState.EARLY, JoinState.READY}
    previous = find_previous_time(meeting, now=now) if is_ahead else None
    return JoinPage(
        state=state,
        addresses=link.addresses,
        link=link.address,
        is_personal=invitee is not None,
        subject=meeting.subject,
        organiser=meeting.organiser.name,
        organiser_email=meeting.organiser.email,
        organisation=meeting.tenant.name,
        badges=_badges(meeting, state),
        when=_when(meeting, current.start_at, current.end_at, zone, now),
        instants=_instants(current.start_at, current.end_at, zone),
        previous_time=_when(meeting, previous.start_at, previous.end_at, zone, now) if previous else None,
        previous_instants=_instants(previous.start_at, previous.end_at, zone) if previous else None,
        cancellation=_cancellation(meeting, state, zone, now),
        cancelled_today=describe_cancelled_today(meeting, zone=zone, now=now) if meeting.is_open else "",
        ended_at=format_datetime.clock(current.end_at, zone=zone),
        visitor=visitor,
        device=device,
        # Whoever is signed in here is hardly the outsider whose link it is.
        asks_for_zone=invitee is not None and invitee.person_id is None and person is None,
        guest_may_enter=joining.join_state(meeting=meeting, now=now) in joining.OPEN_STATES,
        waits_for_host=state is JoinState.READY and not meeting.guests_may_start and not visitor.is_host,
        waits_for_admission=meeting.has_waiting_room,
        guest_name=joining.guest_name(invitee=invitee) if invitee else "",
        needs_name=invitee is None or invitee.name in {"", invitee.email},
        countdown=countdown,
        check_again_at=now + _CHECK_AGAIN,
        codes=_codes(link, device, state, opens=countdown.opens if countdown else ""),
        refusal=refusal,
        name_error=name_error,
        switched_on=switched_on,
        opened=opened,
    )


def _badges(meeting: Meeting, state: JoinState) -> tuple[Badge, ...]:
    # A meeting whose time is over reads "Ended" here even before the service has told us so.
    return badges(state=Meeting.State.ENDED if state is JoinState.ENDED else meeting.state)


def _when(meeting: Meeting, start_at: datetime, end_at: datetime, zone: ZoneInfo, now: datetime) -> When:
    """Return when it is on the invitee's clock, with the organiser's beside it.

    Whose device opens the link, and where, the browser alone knows: it writes "Your time".
    """
    return times.when(start_at, end_at, zone=zone, there=ZoneInfo(meeting.time_zone), now=now, is_theirs=False)


def _instants(start_at: datetime, end_at: datetime, zone: ZoneInfo) -> Instants:
    return Instants(start_at.astimezone(zone).isoformat(), end_at.astimezone(zone).isoformat())


def _cancellation(meeting: Meeting, state: JoinState, zone: ZoneInfo, now: datetime) -> Cancellation | None:
    if state not in {JoinState.CANCELLED, JoinState.NOT_BOOKED}:
        return None
    by = meeting.cancelled_by.name if meeting.cancelled_by else ""
    return Cancellation(
        is_booked=state is JoinState.CANCELLED,
        by=by,
        at=format_datetime.moment(meeting.cancelled_at, zone=zone, now=now) if meeting.cancelled_at else "",
        note=meeting.cancel_note,
        note_author=by or meeting.organiser.name,
    )


def _codes(link: JoinLink, device: Device, state: JoinState, *, opens: str) -> Codes | None:
    if state not in joining.OPEN_STATES | {JoinState.EARLY}:
        return None
    meeting = link.meeting
    return Codes(
        options=list_join_options(meeting, device, opens=opens),
        meeting_id=meeting.number,
        meeting_id_shown=grouped(meeting.number),
        password=meeting.guest_password,
        password_shown=grouped(meeting.guest_password),
        qr_code=None if device.is_phone else build_qr_code(link.address),
    )
