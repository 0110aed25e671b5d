"""Cancelling a meeting, and withdrawing a wish that the meeting service hasn't taken yet."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.services.errors import AccountError
from meetings import when_shown
from meetings.forms import CancelForm
from meetings.models import Invitee, Meeting
from meetings.services import cancelling, withdrawing
from meetings.services.errors import MeetingError
from meetings.views.doors import changeable_for, person_of


@require_http_methods(["GET", "POST"])
@login_required
def cancel(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Asks once, with what follows in plain words, and cancels."""
    person = person_of(request)
    meeting = changeable_for(person, meeting_id)
    if not meeting.is_open:
        return redirect("meetings:detail", meeting.pk)
    if request.method != "POST":
        return _page(request, meeting, CancelForm.blank())
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form, status=422)
    try:
        _cancel(form, meeting, person)
    except (MeetingError, AccountError) as error:
        return _page(request, meeting, form, refusal=error.sentence, status=409)
    return redirect("meetings:detail", meeting.pk)


@require_POST
@login_required
def withdraw(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Takes back what the meeting service hasn't taken yet."""
    person = person_of(request)
    meeting = changeable_for(person, meeting_id)
    try:
        withdrawing.withdraw(meeting=meeting, by=person, now=timezone.now())
    except (MeetingError, AccountError) as error:
        messages.error(request, error.sentence)
    return redirect("meetings:detail", meeting.pk)


def cancel_context(meeting: Meeting, person: User, form: CancelForm) -> dict[str, object]:
    """What the form needs to say, on its own page and in the dialog."""
    now = timezone.now()
    zone = person.zone
    return {
        "cancel_form": form,
        "cancel_when": when_shown.when(meeting.start_at, meeting.end_at, zone=zone, now=now),
        "cancel_day": when_shown.day(meeting.start_at.astimezone(zone).date(), today=now.astimezone(zone).date()),
        "told": meeting.invitees.filter(removed_at=None).exclude(role=Invitee.Role.ORGANISER).count(),
    }


def _cancel(form: CancelForm, meeting: Meeting, person: User) -> None:
    values = form.cleaned_data
    cancelling.cancel(
        meeting=meeting,
        by=person,
        reference=str(values["reference"]),
        now=timezone.now(),
        note=values["note"],
        tell=values["tell"],
    )


def _page(
    request: HttpRequest, meeting: Meeting, form: CancelForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = cancel_context(meeting, person_of(request), form) | {
        "meeting": meeting,
        "refusal": refusal,
        "reference": uuid.uuid4() if refusal else form["reference"].value() or uuid.uuid4(),
    }
    return render(request, "meetings/cancel.html", context, status=status)
