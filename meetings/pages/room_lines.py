"""What a booking's room means: which meeting ID it has, and what is held there already."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.entries import CloudRoom
from l10n import format_datetime
from l10n.numbers import grouped
from meetings.forms.booking import BookingForm
from meetings.models import Meeting
from meetings.pages.preview_line import PreviewLine
from meetings.requests import BookingRequest
from meetings.services import rooms


def build_room_lines(form: BookingForm, request: BookingRequest) -> list[PreviewLine]:
    """Return the lines of the preview; none without a room or terminal."""
    return [*_cloud_room_lines(form, request), *_terminal_lines(request)]


def describe_terminals(names: Sequence[str]) -> tuple[str, str]:
    """Return icon and words for the terminals that a meeting calls."""
    sentence = ngettext("%(rooms)s is called into the meeting.", "%(rooms)s are called into the meeting.", len(names))
    return "terminal", format_datetime.spaced(sentence % {"rooms": format_datetime.names(list(names))})


def _terminal_lines(request: BookingRequest) -> list[PreviewLine]:
    if not request.terminals:
        return []
    return [PreviewLine(*describe_terminals([each.name for each in request.terminals]))]


def _cloud_room_lines(form: BookingForm, request: BookingRequest) -> list[PreviewLine]:
    if not request.room_id:
        return []
    room = form.chosen_room
    lines = [PreviewLine(*describe_room(room))] if room else []
    organiser = form.meeting.organiser if form.meeting else form.person
    spans = rooms.spans_of(request, now=form.now)
    held = rooms.clashes(
        organiser=organiser,
        room_id=request.room_id,
        spans=spans,
        now=form.now,
        without=form.meeting.pk if form.meeting else None,
    )
    if clash := next(held, None):
        zone = ZoneInfo(request.time_zone)
        when = format_datetime.when(clash.start_at, clash.end_at, zone=zone, now=form.now)
        sentence = _("The room is taken: %(when)s. The meeting service would refuse it.") % {"when": when}
        lines.append(PreviewLine("warn", format_datetime.spaced(sentence), is_warning=True))
    if form.meeting:
        words = _("The meeting stays in its room. Another room would be another meeting, with another meeting ID.")
        lines.append(PreviewLine("key", words))
    if request.guest_password and not form.meeting:
        lines.append(
            PreviewLine("key", _("The room may keep its own guest password; the page of the meeting shows it."))
        )
    return lines


def describe_room(room: CloudRoom) -> tuple[str, str]:
    """Return icon and words for the place of a meeting."""
    number = grouped(room.number)
    if room.is_personal:
        return "user", _("Under the personal meeting ID %(number)s.") % {"number": number}
    words = {"room": room.name, "number": number}
    return "video", format_datetime.spaced(_("In the cloud room %(room)s, meeting ID %(number)s.") % words)


def describe_place(meeting: Meeting, known: Sequence[CloudRoom]) -> tuple[str, str]:
    """Return icon and words for the room of ``meeting``, also for one that is not among those ``known``."""
    room = next((room for room in known if room.id == meeting.vendor_room_id), None)
    if room:
        return describe_room(room)
    return "video", _("In a cloud room, meeting ID %(number)s.") % {"number": grouped(meeting.number)}
