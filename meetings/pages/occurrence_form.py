"""The form for changing one occurrence of a series, as a page."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from l10n import format_datetime, zones
from meetings.forms.occurrence import OccurrenceForm
from meetings.forms.times import LENGTHS
from meetings.models import Meeting, Occurrence
from meetings.pages import form_author
from meetings.pages.named_meeting import NamedMeeting
from meetings.services import occurrences


@dataclass(frozen=True, slots=True)
class OccurrencePage:
    """``was`` and ``day`` are "" where the occurrence is gone; ``used`` is never another meeting here."""

    meeting: NamedMeeting
    refusal: str
    reference: object
    author: str
    lengths: Sequence[tuple[str, str | Promise]]
    zone_city: str
    mailed: int
    was: str
    day: str
    # How many come after it that would be changed along with it.
    following: int
    # The occurrence that the reader may give another meeting; None for nobody but the organiser.
    divide_id: int | None = None
    used: None = None


def build_occurrence_page(
    form: OccurrenceForm, meeting: Meeting, occurrence: Occurrence | None, person: User, *, refusal: str
) -> OccurrencePage:
    """Return the page; ``refusal`` is what the service said."""
    was = day = ""
    if occurrence:
        was = format_datetime.when(occurrence.start_at, occurrence.end_at, zone=form.zone, now=form.now)
        today = form.now.astimezone(form.zone).date()
        day = format_datetime.day(occurrence.start_at.astimezone(form.zone).date(), today=today)
    return OccurrencePage(
        meeting=NamedMeeting.of(meeting),
        refusal=refusal,
        reference=uuid.uuid4() if refusal else form["reference"].value() or uuid.uuid4(),
        author=form_author.author(person),
        lengths=LENGTHS,
        zone_city=zones.city(meeting.time_zone),
        mailed=meeting.invitees.guests().count() if meeting.tells_invitees else 0,
        was=was,
        day=day,
        following=len(occurrences.list_alongside(meeting=meeting, occurrence=occurrence, now=form.now))
        if occurrence
        else 0,
        divide_id=occurrence.pk if occurrence and person.pk == meeting.organiser_id else None,
    )


def describe_new_time(form: OccurrenceForm) -> str:
    """Return when the occurrence will be by what is typed, or what is wrong with that; "" before anything is."""
    if not form.is_bound:
        if not form.is_moved:
            return ""
        form = form.as_filled()
    if not form.is_valid():
        return next(str(errors[0]) for errors in form.errors.values())
    start_at, minutes = form.cleaned_data["start_at"], form.cleaned_data["length_minutes"]
    when = format_datetime.when(start_at, start_at + timedelta(minutes=minutes), zone=form.zone, now=form.now)
    return format_datetime.spaced(
        _("It will be %(when)s, %(city)s time.") % {"when": when, "city": zones.city(form.zone.key)}
    )
