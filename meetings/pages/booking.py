"""The form for booking and for changing, as a page."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import pgettext

from l10n import format_datetime, zones
from meetings import schedule
from meetings.forms import repeat
from meetings.forms.booking import PLACES, REPEATS, BookingForm
from meetings.forms.times import LENGTHS
from meetings.models import Meeting
from meetings.pages import form_author
from meetings.pages.banners import Banners, build_banners
from meetings.pages.booking_preview import BookingPreview, build_booking_preview
from meetings.pages.named_meeting import NamedMeeting
from meetings.pages.room_lines import describe_place
from meetings.recurrence import Unit
from meetings.services import series_changes

# A series stays one, and the vendor's.
_REPEATS_OF_A_SERIES = [
    (value, word) for value, word in REPEATS if value in {Unit.DAY.value, Unit.WEEK.value, Unit.MONTH.value}
]


@dataclass(frozen=True, slots=True)
class BookingPage:
    """The whole form; ``meeting`` is the one to be changed.

    ``refusal`` is what the service said, ``used`` the meeting that this very form has made before. ``can_repeat``: it
    may be held by a rule. ``kept_at`` is when the draft was typed that fills it, "" where none does. A form
    that ``is_blank`` begins with the subject.
    """

    preview: BookingPreview
    banners: Banners
    meeting: NamedMeeting | None
    can_repeat: bool
    # In which room a meeting is that is to be changed; "" for none.
    place: str
    refusal: str
    used: NamedMeeting | None
    reference: object
    seen_at: str
    # How many follow in a series that the portal keeps, which may be changed along with the meeting.
    following: int
    day: str
    author: str
    kept_at: str
    is_blank: bool
    lengths: Sequence[tuple[str, str | Promise]]
    repeats: Sequence[tuple[str, str | Promise]]
    zones: list[tuple[str, str]]
    # The moment of their offsets
    zones_at: str
    weekdays: list[tuple[str, str, str]]
    # Which of the month, and the days that it may be
    places: Sequence[tuple[str, str | Promise]]
    place_days: list[tuple[str, str]]


def build_booking_page(
    form: BookingForm,
    *,
    meeting: Meeting | None,
    refusal: str,
    used: Meeting | None,
    reference: uuid.UUID | None,
    seen_at: str,
    kept_at: datetime | None = None,
) -> BookingPage:
    """Return the page; ``reference`` and ``seen_at`` are given where those of the form hold no more."""
    zone, at = form.person.zone, _moment_of_offsets(form)
    return BookingPage(
        preview=build_booking_preview(form, is_part=False),
        banners=build_banners(form.person, form.now),
        meeting=NamedMeeting.of(meeting) if meeting else None,
        can_repeat=meeting is None or meeting.is_series,
        place=describe_place(meeting, form.rooms)[1] if meeting and meeting.vendor_room_id else "",
        refusal=refusal,
        used=NamedMeeting.of(used) if used else None,
        reference=reference or form["reference"].value() or uuid.uuid4(),
        seen_at=seen_at or form["seen_at"].value() or "",
        following=_count_following(meeting, form.now),
        day=_day(meeting, zone, form.now),
        author=form_author.author(form.person),
        is_blank=not form.is_bound and not form["subject"].value(),
        kept_at=format_datetime.moment(kept_at, zone=zone, now=form.now) if kept_at else "",
        lengths=LENGTHS,
        repeats=_REPEATS_OF_A_SERIES if meeting else REPEATS,
        zones=_zones(form, at),
        zones_at=at.isoformat(timespec="minutes"),
        weekdays=_weekdays(),
        places=PLACES,
        place_days=_place_days(),
    )


def _count_following(meeting: Meeting | None, now: datetime) -> int:
    if meeting is None or meeting.portal_series_id is None:
        return 0
    return max(len(series_changes.list_following(first=meeting, now=now)) - 1, 0)


def _day(meeting: Meeting | None, zone: ZoneInfo, now: datetime) -> str:
    if meeting is None:
        return ""
    return format_datetime.day(meeting.start_at.astimezone(zone).date(), today=now.astimezone(zone).date())


def _weekdays() -> list[tuple[str, str, str]]:
    """Return value, short and whole name of each, Monday first."""
    return [(str(day), format_datetime.weekday_short(day), format_datetime.weekday(day)) for day in repeat.WEEKDAYS]


def _place_days() -> list[tuple[str, str]]:
    """Return value and name of each weekday, and of any working day."""
    days = [(str(day), format_datetime.weekday(day)) for day in repeat.WEEKDAYS]
    return [*days, (repeat.WORKING, pgettext("repeat: the last …", "working day"))]


def _moment_of_offsets(form: BookingForm) -> datetime:
    """Return when the meeting begins, as far as it is known."""
    so_far = form.so_far() if form.is_bound else None
    return (
        (so_far and so_far.start_at)
        or (form.meeting and schedule.current_times(form.meeting, now=form.now).start_at)
        or form.now
    )


def _zones(form: BookingForm, at: datetime) -> list[tuple[str, str]]:
    """Return the person's own zone first, then the form's, then the common ones."""
    value = form["time_zone"].value()
    chosen = str((value[0] if isinstance(value, list) else value) or "")
    found = zones.choices(form.person.time_zone, at)
    if zones.is_zone(chosen) and chosen not in dict(found):
        found.insert(1, (chosen, zones.label(chosen, at.astimezone(ZoneInfo(chosen)))))
    return found
