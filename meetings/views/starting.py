"""Starting a meeting at once."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.errors import AccountError
from meetings.errors import MeetingError
from meetings.models import Meeting
from meetings.pages.join_path import join_address
from meetings.services import booking
from meetings.views.lookups import person_of


@require_POST
@login_required
def start_now(request: HttpRequest) -> HttpResponse:
    """Book a meeting that begins now and lead to its organiser's own join page."""
    person = person_of(request)
    try:
        reference = _reference(request.POST.get("reference", ""))
        meeting = booking.start_now(organiser=person, reference=reference, now=timezone.now())
    except (MeetingError, AccountError) as error:
        messages.error(request, error.sentence)
        return redirect("meetings:home")
    own = meeting.invitees.present().filter(person=person).first()
    if own and meeting.state in {Meeting.State.BOOKED, Meeting.State.RUNNING}:
        return redirect(join_address(own))
    return redirect("meetings:detail", meeting.pk)


def _reference(typed: str) -> str:
    """Return the reference of the button; anything odd gets one of its own."""
    try:
        return str(uuid.UUID(typed))
    except ValueError:
        return str(uuid.uuid4())
