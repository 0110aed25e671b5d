"""Changing one occurrence of a series."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.errors import AccountError
from meetings.errors import MeetingError
from meetings.forms.occurrence import OccurrenceForm
from meetings.models import Meeting, Occurrence
from meetings.pages.occurrence_form import build_occurrence_page, describe_new_time
from meetings.services import checking, occurrences
from meetings.views import form_recovery
from meetings.views.lookups import changeable_for, move_of, person_of


@require_http_methods(["GET", "HEAD", "POST"])
@form_recovery.recovers_form
def edit(request: HttpRequest, meeting_id: uuid.UUID, occurrence_id: int) -> HttpResponse:
    """Show the form of one occurrence, and change it, or it and all that follow."""
    person, now = person_of(request), timezone.now()
    meeting = changeable_for(person, meeting_id)
    if request.method != "POST":
        occurrence = occurrences.find_changeable(meeting=meeting, occurrence_id=occurrence_id, now=now)
        if occurrence is None:
            return redirect("meetings:detail", meeting.pk)
        if recovered := form_recovery.recovered_data(request, person):
            form = OccurrenceForm(recovered, meeting=meeting, now=now)
        else:
            form = OccurrenceForm.filled_with(occurrence, meeting=meeting, now=now, move=move_of(request, person))
        return _page(request, form, meeting, occurrence)
    form = OccurrenceForm(request.POST, meeting=meeting, now=now)
    if "check" in request.POST or "sign_in" in request.POST:
        return _checked(request, form, meeting, occurrence_id)
    occurrence = None
    try:
        occurrence = occurrences.find_occurrence(meeting=meeting, occurrence_id=occurrence_id)
        # Before what stands in the fields: a start that has passed meanwhile would be the smaller truth.
        checking.check_occurrence(meeting=meeting, occurrence=occurrence, now=now)
        if not form.is_valid():
            return _page(request, form, meeting, occurrence, status=422)
        does = occurrences.edit_following if "following" in request.POST else occurrences.edit
        does(
            meeting=meeting,
            occurrence=occurrence,
            by=person,
            start_at=form.cleaned_data["start_at"],
            length_minutes=form.cleaned_data["length_minutes"],
            reference=str(form.cleaned_data["reference"]),
            now=now,
        )
    except (MeetingError, AccountError) as error:
        return _page(request, form, meeting, occurrence, refusal=error.sentence, status=error.status)
    form_recovery.forget(request)
    return redirect("meetings:detail", meeting.pk)


def _checked(request: HttpRequest, form: OccurrenceForm, meeting: Meeting, occurrence_id: int) -> HttpResponse:
    """Show when it will be, and change nothing: the part of the page that asks while somebody types, or all of it."""
    if request.headers.get("HX-Request"):
        return render(request, "meetings/occurrence.html#preview", {"becomes": describe_new_time(form)})
    return _page(request, form, meeting, meeting.occurrences.filter(pk=occurrence_id).first())


def _page(
    request: HttpRequest,
    form: OccurrenceForm,
    meeting: Meeting,
    occurrence: Occurrence | None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    page = build_occurrence_page(form, meeting, occurrence, person_of(request), refusal=refusal)
    becomes = describe_new_time(form)
    context = {"page": page, "form": form, "becomes": becomes, "shows_errors": form.is_bound and not refusal}
    return render(request, "meetings/occurrence.html", context, status=status)
