"""Changing one date of a series."""

import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.errors import AccountError
from meetings.errors import MeetingError
from meetings.forms.occurrence import DateForm
from meetings.models import Meeting, Occurrence
from meetings.pages.occurrence_form import build_occurrence_page
from meetings.services import checking, occurrences
from meetings.views import form_recovery
from meetings.views.lookups import changeable_for, person_of


@require_http_methods(["GET", "POST"])
@form_recovery.recovers_form
def edit(request: HttpRequest, meeting_id: uuid.UUID, date_id: int) -> HttpResponse:
    """The form of one date, and its change."""
    person, now = person_of(request), timezone.now()
    meeting = changeable_for(person, meeting_id)
    if request.method != "POST":
        date = meeting.occurrences.filter(pk=date_id).first()
        if date is None or not _is_offered(meeting, date, now):
            return redirect("meetings:detail", meeting.pk)
        typed = form_recovery.recovered_data(request, person)
        form = DateForm(typed, meeting=meeting, now=now) if typed else DateForm.of(date, meeting=meeting, now=now)
        return _page(request, form, meeting, date)
    form = DateForm(request.POST, meeting=meeting, now=now)
    date = None
    try:
        date = occurrences.date_of(meeting=meeting, date_id=date_id)
        # Before what stands in the fields: a start that has passed meanwhile would be the smaller truth.
        checking.check_occurrence(meeting=meeting, occurrence=date, now=now)
        if not form.is_valid():
            return _page(request, form, meeting, date, status=422)
        occurrences.move(
            meeting=meeting,
            date=date,
            by=person,
            start_at=form.cleaned_data["start_at"],
            length_minutes=form.cleaned_data["length_minutes"],
            reference=str(form.cleaned_data["reference"]),
            now=now,
        )
    except (MeetingError, AccountError) as error:
        return _page(request, form, meeting, date, refusal=error.sentence, status=error.status)
    form_recovery.forget(request)
    return redirect("meetings:detail", meeting.pk)


def _is_offered(meeting: Meeting, date: Occurrence, now: datetime) -> bool:
    unchangeable = checking.why_occurrence_unchangeable(meeting=meeting, occurrence=date, now=now)
    return meeting.is_series and unchangeable is None


def _page(
    request: HttpRequest,
    form: DateForm,
    meeting: Meeting,
    date: Occurrence | None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    page = build_occurrence_page(form, meeting, date, person_of(request), refusal=refusal)
    context = {"page": page, "form": form, "shows_errors": form.is_bound and not refusal}
    return render(request, "meetings/occurrence.html", context, status=status)
