"""What the page of a meeting shows to its reader."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.vendor.sites import known_site_of
from l10n import format_datetime, numbers, zones
from meetings import access, options
from meetings.forms.booking import CancelForm
from meetings.mails import invitation_text
from meetings.models import Invitee, Meeting, Occurrence, VendorWrite
from meetings.pages import activity, mail_status, occurrences, write_status
from meetings.pages.badges import badges
from meetings.pages.cancel import cancel_context
from meetings.pages.join_path import join_address
from meetings.recurrence import wording
from meetings.services import checking
from ui import languages
from ui.badges import Badge


@dataclass(frozen=True, slots=True)
class Guest:
    """An invitee as a row of the table."""

    name: str
    email: str
    role: str
    note: str
    key: object
    mail: mail_status.MailTag | None
    mailed_at: str


def context_of(meeting: Meeting, person: User, now: datetime, *, language: str) -> dict[str, Any]:
    """Everybody who may see a meeting sees when and how to join; the rest is for those who may change it."""
    can_change = access.can_change(person=person, meeting=meeting)
    invitees = list(meeting.invitees.present().select_related("person"))
    writes = sorted(meeting.writes.select_related("requested_by"), key=lambda write: (write.created_at, write.pk))
    own = next((invitee for invitee in invitees if invitee.person_id == person.pk), None)
    dates = list(meeting.occurrences.all()) if meeting.is_series else []
    write = _shown_write(meeting, writes, dates, now) if can_change else None
    context = _head(meeting, person, now) | {
        "meeting": meeting,
        "can_change": can_change,
        "is_organiser": meeting.organiser_id == person.pk,
        "subject_lang": languages.lang(meeting.subject),
        "cancelled": _cancelled(meeting, person, now),
        "is_changeable": can_change and _is_changeable(meeting, writes, now),
        "join": join_address(own) if own and _can_join(meeting) else "",
        "badges": _badges(meeting, write, now),
        "number": numbers.grouped(meeting.vendor_conference_id),
        "phone_numbers": _phone_numbers(meeting),
        "settings": options.page_lines(meeting),
        "sees_host_password": can_change and bool(meeting.host_password),
    }
    if meeting.is_series:
        context |= _dates(meeting, person, now, dates, write)
        # While one of them is on, the others are still ahead.
        context["can_change_dates"] = can_change and not any(write.is_open for write in writes)
    if can_change:
        context |= _for_organisers(meeting, person, now, writes, write, invitees, language, dates)
    if context["is_changeable"]:
        context |= cancel_context(meeting, person, CancelForm.blank(), dates=dates)
        context["reference"] = uuid.uuid4()
    return context


def fingerprint(context: dict[str, Any]) -> str:
    """What the reader has seen of the state; a new one means that the page is out of date."""
    found = context.get("news")
    return "-".join([context["meeting"].state, found.title if found else "", str(found.polls_after if found else 0)])


def _head(meeting: Meeting, person: User, now: datetime) -> dict[str, Any]:
    zone = person.zone
    start, end = meeting.start_at.astimezone(zone), meeting.end_at.astimezone(zone)
    today = now.astimezone(zone).date()
    other = ZoneInfo(meeting.time_zone)
    second = ""
    if meeting.start_at.astimezone(other).utcoffset() != start.utcoffset():
        names = {"span": format_datetime.span(start, end, zone=other), "city": zones.city(other.key)}
        second = _("%(span)s in %(city)s") % names
    return {
        "tile": format_datetime.tile(start.date()),
        "day": format_datetime.day_title(start.date(), today=today) + format_datetime.between(),
        "span": format_datetime.span(start, end, zone=zone),
        "zone_city": zones.city(zone.key),
        "second_zone": second,
    }


def _dates(
    meeting: Meeting, person: User, now: datetime, found: list[Occurrence], write: VendorWrite | None
) -> dict[str, Any]:
    """Rhythm and dates of a series."""
    ahead, over = occurrences.rows(meeting, found, write, zone=person.zone, now=now)
    rule, there = meeting.recurrence, ZoneInfo(meeting.time_zone)
    assert rule is not None
    held = [date for date in found if not date.is_cancelled] or found
    last = held[-1].start_at.astimezone(there).date() if held else rule.until
    return {
        "rhythm": wording.with_end(rule, last=last, today=now.astimezone(there).date()),
        "dates_ahead": ahead,
        "dates_over": over,
        "count_ahead": sum(not row.is_off for row in ahead),
    }


def _can_join(meeting: Meeting) -> bool:
    return meeting.state in {Meeting.State.BOOKED, Meeting.State.RUNNING}


def _is_changeable(meeting: Meeting, writes: list[VendorWrite], now: datetime) -> bool:
    """Nothing may be changed once it has begun, nor while another wish is on its way."""
    is_ahead = meeting.state == Meeting.State.BOOKED and not checking.why_unchangeable(meeting=meeting, now=now)
    return is_ahead and not any(write.is_open for write in writes)


def _shown_write(
    meeting: Meeting, writes: list[VendorWrite], dates: list[Occurrence], now: datetime
) -> VendorWrite | None:
    """The latest write; of a withdrawn booking that one, though clearing up after it may go on.

    That a change of a series was refused is old once the date is over that was next then.
    """
    withdrawn = [write for write in writes if write.kind == "create" and write.state == "withdrawn"]
    if meeting.state == Meeting.State.CANCELLED and withdrawn:
        return withdrawn[-1]
    last = writes[-1] if writes else None
    if meeting.is_open and last and last.state == VendorWrite.State.REFUSED and (at := last.finished_at):
        is_old = any(date.start_at > at and date.end_at <= now and not date.is_cancelled for date in dates)
        return None if is_old else last
    return last


def _badges(meeting: Meeting, write: VendorWrite | None, now: datetime) -> tuple[Badge, ...]:
    if write is None:
        return badges(state=meeting.state)
    return badges(state=meeting.state, kind=write.kind, write=write_status.write_state(write, now))


def _cancelled(meeting: Meeting, person: User, now: datetime) -> str:
    if meeting.state != Meeting.State.CANCELLED or meeting.cancelled_at is None or not meeting.vendor_conference_id:
        return ""
    when = format_datetime.moment(meeting.cancelled_at, zone=person.zone, now=now)
    if meeting.cancelled_by is None:
        return _("Cancelled on %(when)s.") % {"when": when}
    names = {"person": meeting.cancelled_by.name, "when": when}
    return format_datetime.spaced(_("Cancelled by %(person)s on %(when)s.") % names)


def _phone_numbers(meeting: Meeting) -> list[str]:
    site = known_site_of(tenant=meeting.tenant)
    return list(site["phone_numbers"]) if site else []


def _for_organisers(
    meeting: Meeting,
    person: User,
    now: datetime,
    writes: list[VendorWrite],
    shown: VendorWrite | None,
    invitees: list[Invitee],
    language: str,
    dates: list[Occurrence],
) -> dict[str, Any]:
    tags = mail_status.of(meeting, zone=person.zone, now=now)
    guests = [_guest(invitee, person, tags) for invitee in invitees]
    told = sum(invitee.role != Invitee.Role.ORGANISER for invitee in invitees)
    chosen = language if language in dict(settings.LANGUAGES) else get_language() or "en"
    numbers = _phone_numbers(meeting)
    text = invitation_text.of(meeting, language=chosen, phone_numbers=numbers, now=now, dates=dates)
    return {
        "guests": guests,
        "mail_problems": sum(guest.mail is not None and guest.mail.is_bad for guest in guests),
        "news": write_status.of(meeting, shown, zone=person.zone, now=now, told=told),
        # Nobody is invited to what is cancelled or over.
        "text": text if meeting.is_open else "",
        "text_language": chosen,
        "story": [
            (event.text, format_datetime.moment(event.at, zone=person.zone, now=now))
            for event in activity.of(meeting, writes, reader=person, now=now)
        ],
    }


def _guest(invitee: Invitee, reader: User, tags: dict[str, mail_status.MailTag]) -> Guest:
    tag = tags.get(invitee.email.lower())
    is_reader = invitee.person_id == reader.pk
    name = invitee.name or invitee.email
    notes = [str(Invitee.Role(invitee.role).label)]
    if is_reader:
        notes.append(_("you"))
    elif invitee.person is None:
        notes.append(_("outside"))
    return Guest(
        name=name,
        email=invitee.email if invitee.email != name else "",
        role=invitee.role,
        note=" · ".join(notes),
        key=invitee.person_id or invitee.email,
        mail=tag,
        mailed_at=tag.at if tag else "",
    )
