"""Giving a date of a series, or it and those that follow, a meeting of its own: the form, a check, the change."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.errors import AccountError
from hwmeeting.error_codes import ALREADY_RUNNING
from l10n.problem import Problem
from meetings.errors import BookingRefused, MeetingError, TooLate
from meetings.forms.booking import BookingForm
from meetings.models import Meeting, Occurrence
from meetings.pages.check_change import build_check_page
from meetings.problems import Code
from meetings.requests import BookingRequest
from meetings.services import occurrences, splitting
from meetings.services.split_plan import plan_split
from meetings.views.booking_form import show_booking_form
from meetings.views.lookups import changeable_for, person_of

_ONE, _FOLLOWING = "one", "following"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def divide(request: HttpRequest, meeting_id: uuid.UUID, occurrence_id: int) -> HttpResponse:
    """Show the booking form, filled with one occurrence; then what it would change; then change it."""
    person, now = person_of(request), timezone.now()
    meeting = changeable_for(person, meeting_id)
    found = occurrences.find_changeable(meeting=meeting, occurrence_id=occurrence_id, now=now)
    if found is None or meeting.organiser_id != person.pk:
        return _nothing_to_divide(request, meeting)
    if request.method != "POST":
        form = BookingForm.filled_with(meeting, person=person, now=now, occurrence=found)
        form.is_checked_first = True
        return show_booking_form(request, form, meeting=meeting)
    form = BookingForm(request.POST, person=person, now=now, meeting=meeting)
    form.is_checked_first = True
    if "back" in request.POST or "check" in request.POST:
        return show_booking_form(request, form, meeting=meeting)
    if not form.is_valid():
        return show_booking_form(request, form, meeting=meeting, status=422)
    if "confirmed" in request.POST:
        return _divide(request, form, meeting, found)
    return _check(request, form, meeting, found)


def _nothing_to_divide(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show what the same form has booked before, else the meeting, and say to whoever sent the form why."""
    reference = request.POST.get("reference", "")
    if successor := splitting.find_successor(by=person_of(request), reference=reference):
        return redirect("meetings:detail", successor)
    if request.method == "POST":
        messages.error(request, TooLate(Problem(Code.OCCURRENCE_GONE)).sentence)
    return redirect("meetings:detail", meeting.pk)


def _wanted(form: BookingForm, scope: str) -> BookingRequest:
    """Return what is asked for: one alone doesn't repeat."""
    wanted = form.to_request()
    return replace(wanted, repeats=None) if scope == _ONE else wanted


def offer_instead(
    request: HttpRequest, form: BookingForm, meeting: Meeting, error: BookingRefused
) -> HttpResponse | None:
    """Show what dividing the series would do, where the vendor changes none that has begun; None where that is no way.

    ``form`` is the one for the whole, which was refused.
    """
    following = meeting.occurrences.ahead(form.now).first()
    is_begun = meeting.is_series and error.vendor_code == ALREADY_RUNNING
    if not is_begun or following is None or meeting.organiser_id != form.person.pk:
        return None
    typed = request.POST.copy()
    typed["reference"] = str(uuid.uuid4())  # that of the form stands for what was refused
    return _check(request, form, meeting, following, typed=typed, refusal=error.sentence)


def _check(
    request: HttpRequest,
    form: BookingForm,
    meeting: Meeting,
    occurrence: Occurrence,
    *,
    typed: QueryDict | None = None,
    refusal: str = "",
) -> HttpResponse:
    scope = _ONE if request.POST.get("scope") == _ONE else _FOLLOWING
    wanted, only, typed = _wanted(form, scope), scope == _ONE, typed or request.POST
    plan = plan_split(meeting=meeting, occurrence=occurrence, only=only, request=wanted, now=form.now)
    page = build_check_page(meeting, occurrence, wanted, plan, scope=scope, typed=typed, now=form.now, refusal=refusal)
    return render(request, "meetings/check_change.html", {"page": page})


def _divide(request: HttpRequest, form: BookingForm, meeting: Meeting, occurrence: Occurrence) -> HttpResponse:
    scope = request.POST["confirmed"]
    try:
        successor = splitting.split(
            meeting=meeting,
            occurrence=occurrence,
            only=scope == _ONE,
            by=form.person,
            request=_wanted(form, scope),
            reference=str(form.cleaned_data["reference"]),
            now=form.now,
            seen_at=form.cleaned_data["seen_at"],
        )
    except (MeetingError, AccountError) as error:
        return show_booking_form(
            request,
            form,
            meeting=meeting,
            refusal=error.sentence,
            reference=uuid.uuid4(),
            status=error.status,
        )
    return redirect("meetings:detail", successor.pk)
