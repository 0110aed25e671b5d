"""Ending a running meeting."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.errors import AccountError
from accounts.models import User
from control.errors import ControlRefused
from control.models import ControlAction
from control.pages.ending import build_end_page
from control.services import ending
from meetings.errors import MeetingError
from meetings.models import Meeting
from meetings.views.lookups import changeable_for, person_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Ask once, with what follows in plain words, and end the meeting for everybody."""
    person = person_of(request)
    meeting = changeable_for(person, meeting_id)
    if request.method != "POST":
        if meeting.state != Meeting.State.RUNNING:
            return redirect("meetings:detail", meeting.pk)
        return _page(request, meeting, person)
    try:
        reference = request.POST.get("reference", "")
        keeps = "close" not in request.POST
        action = ending.end(meeting=meeting, by=person, reference=reference, now=timezone.now(), keeps_booking=keeps)
    except (ControlRefused, MeetingError, AccountError) as error:
        return _page(request, meeting, person, refusal=error.sentence, status=error.status)
    _tell(request, action)
    return redirect("meetings:detail", meeting.pk)


def _tell(request: HttpRequest, action: ControlAction) -> None:
    if action.is_open:
        messages.warning(
            request,
            _("We do not know yet whether the meeting has ended. We are checking; “What happened” will say it."),
        )
    elif action.was_needless:
        messages.success(request, _("The meeting was over already; nobody was in it."))
    else:
        messages.success(request, _("The meeting is over for everybody."))


def _page(
    request: HttpRequest, meeting: Meeting, person: User, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    page = build_end_page(meeting, person, timezone.now(), refusal=refusal)
    return render(request, "control/end.html", {"page": page}, status=status)
