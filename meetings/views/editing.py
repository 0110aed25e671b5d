"""Changing a meeting."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.errors import AccountError
from meetings.errors import BookingRefused, ChangedMeanwhile, MeetingError, TooLate
from meetings.forms.booking import BookingForm
from meetings.models import Meeting
from meetings.services import checking, editing, series_changes
from meetings.views import form_recovery
from meetings.views.booking_form import show_booking_form, with_slot
from meetings.views.dividing import offer_instead
from meetings.views.lookups import changeable_for, move_of, person_of


@require_http_methods(["GET", "HEAD", "POST"])
@form_recovery.recovers_form
def edit(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Show the booking form, filled with the meeting, and change it."""
    person, now = person_of(request), timezone.now()
    meeting = changeable_for(person, meeting_id)
    if request.method != "POST":
        if checking.why_unchangeable(meeting=meeting, now=now):
            return redirect("meetings:detail", meeting.pk)
        recovered = form_recovery.recovered_data(request, person)
        if recovered:
            form = BookingForm(recovered, person=person, now=now, meeting=meeting)
            return show_booking_form(request, form, meeting=meeting, kept_at=form_recovery.kept_at(request))
        form = BookingForm.filled_with(meeting, person=person, now=now, move=move_of(request, person))
        return show_booking_form(request, form, meeting=meeting)
    if "discard" in request.POST:
        form_recovery.forget(request)
        return redirect(request.get_full_path())
    form = BookingForm(with_slot(request.POST), person=person, now=now, meeting=meeting)
    if {"check", "sign_in", "take_slot"} & request.POST.keys():
        return show_booking_form(request, form, meeting=meeting)
    try:
        # Before what stands in the fields: a start that has passed meanwhile would be the smaller truth.
        checking.check_changeable(meeting=meeting, now=now)
    except TooLate as error:
        return show_booking_form(request, form, meeting=meeting, refusal=error.sentence, status=error.status)
    if not form.is_valid():
        return show_booking_form(request, form, meeting=meeting, status=422)
    return _edit(request, form, meeting)


def _edit(request: HttpRequest, form: BookingForm, meeting: Meeting) -> HttpResponse:
    how: dict[str, Any] = {
        "by": form.person,
        "request": form.to_request(),
        "reference": str(form.cleaned_data["reference"]),
        "now": form.now,
        "seen_at": form.cleaned_data["seen_at"],
    }
    try:
        if meeting.portal_series_id and "following" in request.POST:
            series_changes.edit_following(first=meeting, **how)
        else:
            editing.edit(meeting=meeting, **how)
    except ChangedMeanwhile as error:
        seen_at = error.meeting.changed_at.isoformat()
        return show_booking_form(
            request, form, meeting=meeting, refusal=error.sentence, seen_at=seen_at, status=error.status
        )
    except (MeetingError, AccountError) as error:
        if isinstance(error, BookingRefused) and (instead := offer_instead(request, form, meeting, error)):
            return instead
        refusal = "" if form.show_refusal(error) else error.sentence
        return show_booking_form(
            request, form, meeting=meeting, refusal=refusal, reference=uuid.uuid4(), status=error.status
        )
    form_recovery.forget(request)
    return redirect("meetings:detail", meeting.pk)
