"""The page of a running meeting, and what its buttons do."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import AccountError
from accounts.models import User
from control.errors import ControlRefused
from control.forms.action import read_do, read_request
from control.models import ControlAction
from control.pages.live import Asked, build_live_page
from control.pages.words import describe
from control.services import calling, controlling, looking
from l10n import format_datetime
from meetings.errors import MeetingError
from meetings.models import Meeting
from meetings.views.lookups import changeable_for, meeting_for, person_of

CALL_MISSING, HAND_OVER = "call_missing", "hand_over"
REFUSALS = (ControlRefused, MeetingError, AccountError)


@require_safe
@login_required
def page(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Show who is in, and to hosts what they can do; what doesn't run leads to its booking."""
    person = person_of(request)
    meeting = meeting_for(person, meeting_id)
    if meeting.state != Meeting.State.RUNNING:
        return redirect("meetings:detail", meeting.pk)
    built = build_live_page(meeting, person, timezone.now(), asked=asked_of(request))
    if built.control:
        looking.note_look(meeting_id=meeting.pk, now=timezone.now())
    return render(request, "control/live.html", {"page": built})


@require_safe
@login_required
def news(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Return the body of the page for the open one, 205 once the meeting is over."""
    person = person_of(request)
    meeting = meeting_for(person, meeting_id)
    if meeting.state != Meeting.State.RUNNING:
        return HttpResponse(status=205)
    built = build_live_page(meeting, person, timezone.now(), asked=asked_of(request))
    if built.control:
        looking.note_look(meeting_id=meeting.pk, now=timezone.now())
    return render(request, "control/live.html#body", {"page": built})


@require_POST
@login_required
def act(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Do what the pressed button says; back on the page stands what came of it."""
    person = person_of(request)
    meeting = changeable_for(person, meeting_id)
    try:
        action = _do(request, meeting, person)
    except REFUSALS as error:
        return back(request, meeting, error.sentence, tone="error")
    return back(request, meeting, describe(action, person), tone="warning" if action.is_open else "success")


def back(request: HttpRequest, meeting: Meeting, words: str, *, tone: str) -> HttpResponse:
    """Return to the page with some words; a script gets the page's body with them at once."""
    if tone == "warning":
        words = format_datetime.sentences(words, _("We are checking whether that happened."))
    level = {"error": messages.ERROR, "warning": messages.WARNING, "success": messages.SUCCESS}[tone]
    if request.headers.get("X-Live"):
        person = person_of(request)
        fresh = meeting_for(person, meeting.pk)
        if fresh.state != Meeting.State.RUNNING:
            messages.add_message(request, level, words)
            return HttpResponse(status=205)
        built = build_live_page(fresh, person, timezone.now(), asked=asked_of(request))
        return render(request, "control/live.html#body", {"page": built, "said": words, "said_tone": tone})
    messages.add_message(request, level, words)
    address = reverse("control:live", args=[meeting.pk])
    query = asked_of(request).query
    return redirect(f"{address}?{query}" if query else address)


def asked_of(request: HttpRequest) -> Asked:
    """Return what the address asks for."""
    asked = request.GET
    return Asked(asked.get("q", "").strip()[:96], asked.get("all") == "1", asked.get("captions", ""))


def _do(request: HttpRequest, meeting: Meeting, person: User) -> ControlAction:
    kind, about = read_do(request.POST)
    # One button pressed twice is one click, and each button of a page is another one.
    reference = f"{request.POST.get('reference', '')} {kind} {about}".strip()[:500]
    now = timezone.now()
    if kind == CALL_MISSING:
        return calling.call_missing(meeting=meeting, by=person, reference=reference, now=now)
    if kind in calling.BY_ROW:
        return calling.call_row(meeting=meeting, by=person, kind=kind, about=about, reference=reference, now=now)
    if kind == HAND_OVER:
        to = request.POST.get("to", "")
        return controlling.hand_over_and_leave(
            meeting=meeting, by=person, participant_id=to, reference=reference, now=now
        )
    return controlling.act(
        meeting=meeting, by=person, kind=kind, request=read_request(request.POST), reference=reference, now=now
    )
