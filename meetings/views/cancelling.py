"""Cancelling a meeting, and withdrawing what the meeting service hasn't taken yet."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import AccountError
from accounts.models import User
from meetings.errors import MeetingError
from meetings.forms.cancelling import CancelForm
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.pages.cancel import CancelPage, build_cancel_offer
from meetings.services import cancelling, occurrences, series_changes, withdrawing
from meetings.views.lookups import changeable_for, person_of

# The buttons for more than one occurrence
_SEVERAL = {"following", "all"}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cancel(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Ask once, and cancel: of a series one occurrence, it and those that follow, or the whole."""
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
        if meeting.portal_series_id:
            _cancel_member(form, meeting, person, request.POST)
        elif meeting.is_series and ("only" in request.POST or not _SEVERAL & request.POST.keys()):
            _cancel_occurrence(occurrences.cancel, form, meeting, person, request.POST.get("only", ""))
        elif meeting.is_series and "following" in request.POST:
            _cancel_occurrence(occurrences.cancel_following, form, meeting, person, request.POST["following"])
        else:
            _cancel(form, meeting, person)
    except (MeetingError, AccountError) as error:
        return _page(request, meeting, form, refusal=error.sentence, status=error.status)
    return redirect("meetings:detail", meeting.pk)


@require_POST
@login_required
def withdraw(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Withdraw what the meeting service hasn't taken yet."""
    person = person_of(request)
    meeting = changeable_for(person, meeting_id)
    try:
        withdrawing.withdraw(meeting=meeting, by=person, now=timezone.now())
    except (MeetingError, AccountError) as error:
        messages.error(request, error.sentence)
    return redirect("meetings:detail", meeting.pk)


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


def _cancel_occurrence(
    cancels: Callable[..., VendorWrite], form: CancelForm, meeting: Meeting, person: User, entered: str
) -> None:
    values = form.cleaned_data
    occurrence_id = int(entered) if entered.isascii() and entered.isdigit() and len(entered) < 19 else 0
    cancels(
        meeting=meeting,
        occurrence=occurrences.find_occurrence(meeting=meeting, occurrence_id=occurrence_id),
        by=person,
        reference=str(values["reference"]),
        now=timezone.now(),
        note=values["note"],
        tell=values["tell"],
    )


def _cancel_member(form: CancelForm, meeting: Meeting, person: User, sent: QueryDict) -> None:
    """Cancel one meeting of a series that the portal keeps, it and those that follow, or all that lie ahead."""
    if "only" in sent or not _SEVERAL & sent.keys():
        _cancel(form, meeting, person)
        return
    values, now = form.cleaned_data, timezone.now()
    series_changes.cancel_following(
        first=meeting if "following" in sent else series_changes.first_ahead(meeting, now=now),
        by=person,
        reference=str(values["reference"]),
        now=now,
        note=values["note"],
        tell=values["tell"],
    )


def _occurrences_of(meeting: Meeting) -> list[Occurrence]:
    if meeting.portal_series_id:
        return Occurrence.objects.of_portal_series(meeting.portal_series_id)
    return list(meeting.occurrences.all()) if meeting.is_series else []


def _chosen(request: HttpRequest) -> str:
    """Return the ID of the occurrence that was chosen; addresses of earlier versions call it "date"."""
    names = ("only", "following", "occurrence")
    sent = (*(request.POST.get(name) for name in names), request.GET.get("occurrence"))
    return next(filter(None, (*sent, request.GET.get("date"))), "")


def _page(
    request: HttpRequest, meeting: Meeting, form: CancelForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    offer = build_cancel_offer(
        meeting,
        person_of(request),
        form,
        timezone.now(),
        occurrences=_occurrences_of(meeting),
        guest_count=meeting.invitees.guests().count(),
        chosen=_chosen(request),
        reference=uuid.uuid4() if refusal else None,
    )
    return render(request, "meetings/cancel.html", {"page": CancelPage(offer, refusal)}, status=status)
