"""What the page of a meeting shows to its reader."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from zlib import crc32
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.vendor.sites import known_site_of
from directory.services.rooms import known_rooms
from l10n import format_datetime, numbers, zones
from meetings import access, invitee_links, options, schedule
from meetings.forms.cancelling import CancelForm
from meetings.mails import invitation_text
from meetings.mails import series as series_words
from meetings.models import Invitee, Meeting, Occurrence, VendorWrite, terminals_of
from meetings.pages.activity import Activity, list_activity
from meetings.pages.badges import badges
from meetings.pages.cancel import CancelOffer, build_cancel_offer
from meetings.pages.divided import OtherPart, list_other_parts
from meetings.pages.join_path import join_address
from meetings.pages.mail_status import MailTag, build_mail_tags
from meetings.pages.meeting_stamp import stamp_of
from meetings.pages.moving_banner import build_moving_banner
from meetings.pages.occurrences import OccurrencePage, OccurrenceRow, build_occurrence_rows, page_of_rows
from meetings.pages.portal_series import SeriesPart, build_series_part
from meetings.pages.readiness import ReadinessPart, build_readiness_part
from meetings.pages.restoring_banner import build_restoring_banner
from meetings.pages.room_lines import describe_place, describe_terminals
from meetings.pages.what_changed import Change
from meetings.pages.write_status import StatusBanner, build_status_banner, write_state
from meetings.recurrence import wording
from meetings.services import checking, open_links
from meetings.writes.kinds import is_booking, is_moving, is_restoring
from ui.badges import Badge
from ui.qr_code import QRCode, build_qr_code

_MAIL_PAUSE = 10


@dataclass(frozen=True, slots=True)
class Guest:
    """An invitee as a row of the table."""

    name: str
    email: str
    role: str
    note: str
    key: object
    mail: MailTag | None
    mailed_at: str


@dataclass(frozen=True, slots=True)
class Heading:
    """When a meeting is: a tile with its date, day and times in the reader's zone, and those of another clock."""

    tile: tuple[str, str, str]
    day: str
    span: str
    zone_city: str
    second_zone: str


@dataclass(frozen=True, slots=True)
class Series:
    """The rule in words and the occurrences of a series."""

    rule: str
    # Which dates are on their month's last day, since it lacks the rule's own.
    last_instead: str
    ahead: OccurrencePage
    over: list[OccurrenceRow]
    count_ahead: int
    can_change: bool


@dataclass(frozen=True, slots=True)
class OpenLinkPart:
    """The link for everybody: ``address`` is "" while it is off, ``shown`` is it without its scheme.

    ``is_offered``: it can be made; otherwise it may only be switched off.
    """

    is_offered: bool
    address: str = field(default="", repr=False)
    shown: str = field(default="", repr=False)
    code: QRCode | None = None


class ActivityLine(NamedTuple):
    """What happened and what it changed; ``at`` is for people, ``happened_at`` for programs."""

    words: str
    changes: tuple[Change, ...]
    at: str
    happened_at: str


@dataclass(frozen=True, slots=True)
class OrganiserPart:
    """What only those see who may change a meeting. ``text`` is the invitation to pass on, in ``text_language``."""

    guests: tuple[Guest, ...]
    mail_problems: int
    banner: StatusBanner | None
    text: str
    text_language: str
    activity: tuple[ActivityLine, ...]
    host_password: str
    open_link: OpenLinkPart | None
    readiness: ReadinessPart | None


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everybody who may see a meeting sees when and how to join; ``organiser_part`` is for those who may change it.

    ``fingerprint`` stands for what the reader has seen of the state; a new one means that the page is out of date. It
    asks for that every ``polls_after`` seconds while something is on its way. While somebody looks at it, it asks much
    more often whether ``stamp`` is still that of the meeting, "" for never.
    """

    id: uuid.UUID
    subject: str
    organiser: str
    is_organiser: bool
    is_open: bool
    can_change: bool
    is_changeable: bool
    is_running: bool
    # It runs, and the reader is one of its hosts.
    can_end: bool
    heading: Heading
    badges: tuple[Badge, ...]
    join: str
    # As it is dialled, and as it is read out.
    number: str
    number_shown: str
    guest_password: str
    phone_numbers: tuple[str, ...]
    # What a terminal of another maker dials, "" where the meeting service named none.
    access_number: str
    settings: list[tuple[str, str]]
    cancelled: str
    cancel_note: str
    series: Series | None
    # The other meetings of a series that was divided.
    other_parts: tuple[OtherPart, ...]
    # Of a meeting that is one of a series which the portal keeps.
    portal_series: SeriesPart | None
    organiser_part: OrganiserPart | None
    cancel: CancelOffer | None
    fingerprint: str
    polls_after: int
    stamp: str


def build_meeting_page(meeting: Meeting, person: User, now: datetime, *, language: str, dates: int = 1) -> MeetingPage:
    """Return the page of a meeting for one reader; ``language`` is chosen for the invitation to pass on, or "".

    ``dates`` is which page of the occurrences of a series is shown.
    """
    can_change = access.can_change(person=person, meeting=meeting)
    invitees = list(meeting.invitees.present().select_related("person"))
    writes = sorted(meeting.writes.select_related("requested_by"), key=lambda write: (write.created_at, write.pk))
    own = next((invitee for invitee in invitees if invitee.person_id == person.pk), None)
    if meeting.is_series:
        prefetch_related_objects([meeting], "occurrences")
    held = list(meeting.occurrences.all()) if meeting.is_series else []
    write = _shown_write(meeting, writes, held, now) if can_change else None
    is_changeable = can_change and _is_changeable(meeting, writes, now)
    guest_count = sum(invitee.role != Invitee.Role.ORGANISER for invitee in invitees)
    part = None
    if can_change:
        part = _organiser_part(meeting, person, now, writes, write, invitees, language, held)
    siblings = Occurrence.objects.of_portal_series(meeting.portal_series_id) if meeting.portal_series_id else []
    offer = None
    if is_changeable:
        offer = build_cancel_offer(
            meeting,
            person,
            CancelForm.blank(),
            now,
            occurrences=held or siblings,
            guest_count=guest_count,
            reference=uuid.uuid4(),
        )
    series_part = build_series_part(meeting, person, now, rows=siblings)
    return MeetingPage(
        id=meeting.pk,
        subject=meeting.subject,
        organiser=meeting.organiser.name,
        is_organiser=meeting.organiser_id == person.pk,
        is_open=meeting.is_open,
        can_change=can_change,
        is_changeable=is_changeable,
        is_running=meeting.state == Meeting.State.RUNNING,
        can_end=can_change and meeting.state == Meeting.State.RUNNING,
        heading=_heading(meeting, person, now),
        badges=_badges(meeting, write, now),
        join=join_address(own) if own and _can_join(meeting) else "",
        number=meeting.number,
        number_shown=numbers.grouped(meeting.number),
        guest_password=meeting.guest_password,
        phone_numbers=_phone_numbers(meeting),
        access_number=meeting.vendor_access_number,
        settings=[*_room(meeting, now), *options.page_lines(meeting)],
        cancelled=_cancelled(meeting, person, now),
        cancel_note=meeting.cancel_note,
        # While one of them is on, the others are still ahead.
        series=_series(
            meeting, person, now, held, write, can_change=can_change and not _has_open(writes), number=dates
        ),
        other_parts=list_other_parts(meeting, person, now),
        portal_series=series_part,
        organiser_part=part,
        cancel=offer,
        fingerprint=_fingerprint(meeting, part, series_part),
        polls_after=_polls_after(part) or (series_part.polls_after if series_part else 0),
        stamp=stamp_of(meeting.state, meeting.changed_at) if _can_join(meeting) else "",
    )


def _room(meeting: Meeting, now: datetime) -> list[tuple[str, str]]:
    """Return the lines about the room of a meeting, as its organiser's list has it, and about its terminals."""
    found = []
    if meeting.vendor_room_id:
        found.append(describe_place(meeting, known_rooms(person=meeting.organiser, now=now).entries))
    if names := [each.name for each in terminals_of(meeting)]:
        found.append(describe_terminals(names))
    return found


def _fingerprint(meeting: Meeting, part: OrganiserPart | None, series: SeriesPart | None) -> str:
    banner = part.banner if part else None
    shown = [
        stamp_of(meeting.state, meeting.changed_at),
        banner.title if banner else "",
        str(banner.polls_after if banner else 0),
    ]
    mails = [guest.mail for guest in part.guests if guest.mail] if part else []
    return "-".join(
        [*shown, f"{crc32(repr((banner and banner.text, mails, *([series] if series else []))).encode()):x}"]
    )


def _polls_after(part: OrganiserPart | None) -> int:
    if part is None:
        return 0
    if part.banner and part.banner.polls_after:
        return part.banner.polls_after
    return _MAIL_PAUSE if any(guest.mail and guest.mail.is_queued for guest in part.guests) else 0


def _heading(meeting: Meeting, person: User, now: datetime) -> Heading:
    zone = person.zone
    current = schedule.current_times(meeting, now=now)
    start, end = current.start_at.astimezone(zone), current.end_at.astimezone(zone)
    today = now.astimezone(zone).date()
    other = ZoneInfo(meeting.time_zone)
    second = ""
    if start.astimezone(other).utcoffset() != start.utcoffset():
        names = {"span": format_datetime.span(start, end, zone=other), "city": zones.city(other.key)}
        second = _("%(span)s in %(city)s") % names
    return Heading(
        tile=format_datetime.tile(start.date()),
        day=format_datetime.day_title(start.date(), today=today) + format_datetime.between(),
        span=format_datetime.span(start, end, zone=zone),
        zone_city=zones.city(zone.key),
        second_zone=second,
    )


def _series(
    meeting: Meeting,
    person: User,
    now: datetime,
    found: list[Occurrence],
    write: VendorWrite | None,
    *,
    can_change: bool,
    number: int,
) -> Series | None:
    """Return the rule and the occurrences of a series, None for a single meeting."""
    rule, there = meeting.recurrence, ZoneInfo(meeting.time_zone)
    if rule is None:
        return None
    ahead, over = build_occurrence_rows(meeting, found, write, zone=person.zone, now=now)
    held = [one for one in found if not one.is_cancelled] or found
    last = held[-1].start_at.astimezone(there).date() if held else rule.until
    language, today = format_datetime.current_language(), now.astimezone(there).date()
    return Series(
        rule=wording.describe_pattern_until(rule.pattern, language, last=last, today=today),
        last_instead=series_words.describe_last_instead(rule, held, there=there, now=now),
        ahead=page_of_rows(ahead, number=number),
        over=over,
        count_ahead=sum(not row.is_off for row in ahead),
        can_change=can_change,
    )


def _has_open(writes: list[VendorWrite]) -> bool:
    return any(write.is_open for write in writes)


def _can_join(meeting: Meeting) -> bool:
    return meeting.state in {Meeting.State.BOOKED, Meeting.State.RUNNING}


def _is_changeable(meeting: Meeting, writes: list[VendorWrite], now: datetime) -> bool:
    """Return whether it may be changed: not once it has begun, nor while another change is on its way."""
    return checking.is_changeable(meeting=meeting, now=now) and not _has_open(writes)


def _shown_write(
    meeting: Meeting, writes: list[VendorWrite], occurrences: list[Occurrence], now: datetime
) -> VendorWrite | None:
    """Return the latest write; of a withdrawn booking that one, though clearing up after it may go on.

    That a change of a series was refused is old once the occurrence is over that was next then.
    """
    withdrawn = [write for write in writes if is_booking(write.kind) and write.state == "withdrawn"]
    if meeting.state == Meeting.State.CANCELLED and withdrawn:
        return withdrawn[-1]
    last = writes[-1] if writes else None
    is_waiting = last and last.state == VendorWrite.State.PLANNED and last.next_attempt_at is None
    if meeting.portal_series_id and is_waiting:  # the series says so
        return None
    if meeting.is_open and last and last.state == VendorWrite.State.REFUSED and (at := last.finished_at):
        is_old = any(one.start_at > at and one.end_at <= now and not one.is_cancelled for one in occurrences)
        return None if is_old else last
    return last


def _badges(meeting: Meeting, write: VendorWrite | None, now: datetime) -> tuple[Badge, ...]:
    if write is None:
        return badges(state=meeting.state)
    return badges(state=meeting.state, kind=write.kind, write=write_state(write, now))


def _cancelled(meeting: Meeting, person: User, now: datetime) -> str:
    if meeting.state != Meeting.State.CANCELLED or meeting.cancelled_at is None or not meeting.vendor_conference_id:
        return ""
    when = format_datetime.moment(meeting.cancelled_at, zone=person.zone, now=now)
    if meeting.cancelled_by is None:
        return _("Cancelled on %(when)s.") % {"when": when}
    names = {"person": meeting.cancelled_by.name, "when": when}
    return format_datetime.spaced(_("Cancelled by %(person)s on %(when)s.") % names)


def _phone_numbers(meeting: Meeting) -> tuple[str, ...]:
    site = known_site_of(tenant=meeting.tenant)
    return tuple(site["phone_numbers"]) if site else ()


def _organiser_part(
    meeting: Meeting,
    person: User,
    now: datetime,
    writes: list[VendorWrite],
    shown: VendorWrite | None,
    invitees: list[Invitee],
    language: str,
    held: list[Occurrence],
) -> OrganiserPart:
    tags = build_mail_tags(meeting, zone=person.zone, now=now)
    guests = tuple(_guest(invitee, person, tags) for invitee in invitees)
    mailed = sum(invitee.role != Invitee.Role.ORGANISER for invitee in invitees)
    chosen = language if language in dict(settings.LANGUAGES) else get_language() or "en"
    found = list(_phone_numbers(meeting))
    open_link = _open_link(meeting)
    text = invitation_text.build_invitation_text(
        meeting,
        language=chosen,
        phone_numbers=found,
        now=now,
        occurrences=held,
        link=open_link.address if open_link else "",
    )
    return OrganiserPart(
        guests=guests,
        mail_problems=sum(guest.mail is not None and guest.mail.is_bad for guest in guests),
        banner=_banner(meeting, writes, shown, person.zone, now, mailed),
        # Nobody is invited to what is cancelled or over.
        text=text if meeting.is_open else "",
        text_language=chosen,
        activity=tuple(
            _activity_line(line, person, now) for line in list_activity(meeting, writes, reader=person, now=now)
        ),
        host_password=meeting.host_password,
        open_link=open_link,
        readiness=build_readiness_part(meeting, person, schedule.current_times(meeting, now=now).start_at, now),
    )


def _activity_line(line: Activity, reader: User, now: datetime) -> ActivityLine:
    at = format_datetime.moment(line.at, zone=reader.zone, now=now)
    return ActivityLine(line.text, line.changes, at, line.at.isoformat())


def _open_link(meeting: Meeting) -> OpenLinkPart | None:
    """Return the link for everybody; None where there is none and can be none."""
    is_offered, found = open_links.is_offered(meeting=meeting), getattr(meeting, "open_link", None)
    if found is None:
        return OpenLinkPart(is_offered) if is_offered else None
    if not is_offered:
        return OpenLinkPart(is_offered)
    address = invitee_links.address_for_everybody(open_link=found)
    return OpenLinkPart(is_offered, address, address.partition("://")[2], build_qr_code(address))


def _banner(
    meeting: Meeting,
    writes: list[VendorWrite],
    shown: VendorWrite | None,
    zone: ZoneInfo,
    now: datetime,
    mailed: int,
) -> StatusBanner | None:
    if shown and meeting.is_open and is_restoring(shown.kind):
        return build_restoring_banner(writes, shown, zone=zone, now=now)
    if shown and meeting.is_open and is_moving(shown.kind):
        return build_moving_banner(writes, shown, zone=zone, now=now)
    return build_status_banner(meeting, shown, zone=zone, now=now, mailed=mailed)


def _guest(invitee: Invitee, reader: User, tags: dict[str, MailTag]) -> Guest:
    tag = tags.get(invitee.mail_address.lower()) or tags.get(invitee.email.lower())
    is_reader = invitee.person_id == reader.pk
    name = invitee.name or invitee.mail_address
    notes = [str(Invitee.Role(invitee.role).label)]
    if is_reader:
        notes.append(_("you"))
    elif invitee.person_id is None:
        notes.append(_("outside"))
    return Guest(
        name=name,
        email=invitee.mail_address if invitee.mail_address != name else "",
        role=invitee.role,
        note=" · ".join(notes),
        key=invitee.person_id or invitee.email,
        mail=tag,
        mailed_at=tag.at if tag else "",
    )
