"""The invitation as a text that the organiser can paste anywhere, in either language."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from l10n import format_datetime, zones
from l10n.numbers import grouped
from meetings import schedule
from meetings.mails import series
from meetings.models import Meeting, Occurrence


def build_invitation_text(
    meeting: Meeting,
    *,
    language: str,
    phone_numbers: list[str],
    now: datetime,
    occurrences: Sequence[Occurrence] = (),
    link: str = "",
) -> str:
    """Return the facts only, one per line. The text holds the guest password and no link that belongs to somebody.

    ``occurrences`` are the occurrences of a series, by start; ``link`` is the one for everybody, "" without one.
    """
    zone = ZoneInfo(meeting.time_zone)
    current = schedule.current_times(meeting, now=now)
    with translation.override(language):
        when = format_datetime.when(current.start_at, current.end_at, zone=zone, now=now)
        pattern = (
            _("%(when)s, %(city)s time")
            if zones.changes_between(zone.key, current.start_at, current.end_at)
            else _("%(when)s, %(city)s time (%(offset)s)")
        )
        lines = [
            format_datetime.spaced(_("%(person)s invites you to a meeting.") % {"person": meeting.organiser.name}),
            "",
            meeting.subject,
            format_datetime.spaced(
                pattern
                % {"when": when, "city": zones.city(zone.key), "offset": zones.offset(zone.key, current.start_at)}
            ),
            *series.list_series_lines(meeting, occurrences, zone=zone, now=now),
            "",
        ]
        if link:
            lines.append(_("Link: %(address)s") % {"address": link})
        if meeting.number:
            lines.append(_("Meeting ID: %(id)s") % {"id": grouped(meeting.number)})
        if meeting.guest_password:
            lines.append(_("Guest password: %(password)s") % {"password": meeting.guest_password})
        if meeting.guest_join_uri:
            lines.append(_("In the browser: %(address)s") % {"address": meeting.guest_join_uri})
        if phone_numbers:
            lines.append(_("By phone: %(numbers)s") % {"numbers": format_datetime.names(phone_numbers)})
    return "\n".join(lines).strip()
