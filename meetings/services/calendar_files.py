"""Meetings as a calendar file of the portal's own: each entry carries the meeting's page, and no way in."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from l10n import format_datetime
from meetings.ical.feed import FeedEntry, write_feed
from meetings.models import Meeting
from meetings.queries import feed as queries


def write(*, person: User, meeting_ids: Iterable[UUID], now: datetime) -> bytes:
    """Return the file in the language of ``person``, who may see the meetings; a series is there as a whole."""
    with translation.override(person.language):
        found = [
            FeedEntry(meeting, occurrences, _description(meeting, page := _page(meeting)), page)
            for meeting, occurrences in queries.read_meetings(meeting_ids=meeting_ids)
        ]
        title = format_datetime.spaced(_("Meetings of %(person)s") % {"person": person.name})
        return write_feed(title=title, found=found, now=now)


def write_for_everybody(*, meeting: Meeting, link: str, now: datetime) -> bytes:
    """Return a file with that meeting and the ``link`` for everybody, in the language that is active.

    The UID is that of the mails: whoever has one of these has one entry still.
    """
    occurrences = list(meeting.occurrences.order_by("start_at", "pk")) if meeting.is_series else []
    entry = FeedEntry(meeting, occurrences, _description(meeting, link), link)
    return write_feed(title=meeting.subject, found=[entry], now=now)


def _page(meeting: Meeting) -> str:
    return f"{settings.PORTAL_URL}{reverse('meetings:detail', args=[meeting.pk])}"


def _description(meeting: Meeting, page: str) -> str:
    lines = [
        format_datetime.spaced(_("Organiser: %(person)s") % {"person": meeting.organiser.name}),
        _("Join and more: %(address)s") % {"address": page},
    ]
    return "\n".join(lines)
