"""Starting a meeting at once."""

import uuid

from accounts.services.errors import AccountError
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from meetings.models import Meeting
from meetings.services import booking
from meetings.services.errors import MeetingError
from meetings.views.doors import person_of
from meetings.views.joins import join_address


@require_POST
@login_required
def start_now(request: HttpRequest) -> HttpResponse:
    """Books a meeting that begins now and leads to its organiser's own join page."""
    person = person_of(request)
    reference = request.POST.get("reference") or str(uuid.uuid4())
    try:
        meeting = booking.start_now(organiser=person, reference=reference[:64], now=timezone.now())
    except (MeetingError, AccountError) as error:
        messages.error(request, error.sentence)
        return redirect("meetings:home")
    own = meeting.invitees.filter(person=person, removed_at=None).first()
    if own and meeting.state in {Meeting.State.BOOKED, Meeting.State.RUNNING}:
        return redirect(join_address(own))
    return redirect("meetings:detail", meeting.pk)
