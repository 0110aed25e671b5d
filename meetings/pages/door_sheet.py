"""The sheet that is printed for the door of a meeting room."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from l10n import format_datetime, zones
from l10n.numbers import grouped
from meetings import invitee_links, schedule
from meetings.models import Meeting
from meetings.services import open_links
from ui.qr_code import QRCode, build_qr_code


@dataclass(frozen=True, slots=True)
class DoorSheet:
    """What stands on it, by the clock of the meeting's own zone, and no password.

    ``code`` leads to the link for everybody where there is one, else to the page of the meeting, for people with an
    account.
    """

    id: uuid.UUID
    subject: str
    day: str
    span: str
    zone: str
    organiser: str
    number: str
    address: str
    code: QRCode
    is_for_everybody: bool


def build_door_sheet(meeting: Meeting, *, now: datetime) -> DoorSheet:
    """Return the sheet of a meeting, of a series that of its current occurrence."""
    zone = ZoneInfo(meeting.time_zone)
    current = schedule.current_times(meeting, now=now)
    link = getattr(meeting, "open_link", None) if open_links.is_offered(meeting=meeting) else None
    page = f"{settings.PORTAL_URL}{reverse('meetings:detail', args=[meeting.pk])}"
    address = invitee_links.address_for_everybody(open_link=link) if link else page
    starts = current.start_at.astimezone(zone)
    return DoorSheet(
        id=meeting.pk,
        subject=meeting.subject,
        day=format_datetime.day_title(starts.date(), today=now.astimezone(zone).date()),
        span=format_datetime.span(current.start_at, current.end_at, zone=zone),
        zone=_("%(zone_city)s time (%(zone_offset)s)")
        % {"zone_city": zones.city(zone.key), "zone_offset": zones.offset(zone.key, current.start_at)},
        organiser=meeting.organiser.name,
        number=grouped(meeting.number) if meeting.number else "",
        address=address.partition("://")[2],
        code=build_qr_code(address),
        is_for_everybody=link is not None,
    )
