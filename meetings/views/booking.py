"""Booking a meeting."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.errors import AccountError
from accounts.models import User
from meetings.errors import MeetingError, ReferenceUsed
from meetings.forms.booking import BookingForm
from meetings.pages.draft_offer import build_draft_offer
from meetings.services import booking
from meetings.views import form_recovery, template_buttons
from meetings.views.booking_form import show_booking_form, with_slot
from meetings.views.lookups import changeable_for, person_of


@require_http_methods(["GET", "HEAD", "POST"])
@form_recovery.recovers_form
def book(request: HttpRequest) -> HttpResponse:
    """Show the form, its preview while it is being filled in, and book."""
    if request.method != "POST":
        return _show(request)
    if "discard" in request.POST:
        form_recovery.forget(request)
        return redirect(request.path)
    sent = with_slot(request.POST) if "take_slot" in request.POST else request.POST
    form = BookingForm(sent, person=person_of(request), now=timezone.now())
    if {"check", "sign_in", "take_slot"} & request.POST.keys():
        form_recovery.keep_draft(request)
        return show_booking_form(request, form, filled_from=template_buttons.filled_from(request, form.person))
    if template_buttons.NAMES & request.POST.keys():
        return template_buttons.answer(request, form)
    if not form.is_valid():
        return show_booking_form(request, form, status=422)
    return _book(request, form)


def _book(request: HttpRequest, form: BookingForm) -> HttpResponse:
    try:
        meeting = booking.book(
            organiser=form.person,
            request=form.to_request(),
            reference=str(form.cleaned_data["reference"]),
            now=form.now,
            allow_other="another" in request.POST,
        )
    except ReferenceUsed as error:
        return show_booking_form(request, form, used=error.meeting, status=error.status)
    except (MeetingError, AccountError) as error:
        # What was refused may have used up the reference; the corrected form is another request.
        refusal = "" if form.show_refusal(error) else error.sentence
        return show_booking_form(request, form, refusal=refusal, reference=uuid.uuid4(), status=error.status)
    form_recovery.forget(request)
    return redirect("meetings:detail", meeting.pk)


def _show(request: HttpRequest) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    recovered = form_recovery.recovered_data(request, person)
    if recovered and not _was_booked(recovered, person):
        form = BookingForm(recovered, person=person, now=now)
        return show_booking_form(request, form, kept_at=form_recovery.kept_at(request))
    draft = form_recovery.draft_of(request, person)
    offer, kept_at = None, form_recovery.kept_at(request)
    if draft and kept_at and not _was_booked(draft, person):
        offer = build_draft_offer(draft.get("subject", ""), path=request.path, kept_at=kept_at, person=person, now=now)
    return show_booking_form(request, _form_to_fill(request), offer=offer)


def _was_booked(kept: QueryDict, person: User) -> bool:
    """Return whether it was: the summary of what was being booked may have arrived after the booking."""
    return booking.was_used(organiser=person, reference=kept.get("reference", ""))


def _form_to_fill(request: HttpRequest) -> BookingForm:
    person, now = person_of(request), timezone.now()
    if like := request.GET.get("like"):
        try:
            meeting_id = uuid.UUID(like)
        except ValueError as error:
            raise Http404 from error
        return BookingForm.like(changeable_for(person, meeting_id), person=person, now=now)
    names = {"at": "at", "until": "until", "room_id": "room", "invitees": "with", "terminal": "terminal"}
    asked = {name: request.GET.get(key, "") for name, key in names.items()}
    return BookingForm.blank(person=person, now=now, **asked)
