"""The sheet for the door of a meeting room."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.pages.door_sheet import build_door_sheet
from meetings.views.lookups import changeable_for, person_of


@require_safe
@login_required
def door_sheet(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Show it to whoever may change the meeting: the link on it lets everybody in."""
    meeting = changeable_for(person_of(request), meeting_id)
    response = render(request, "meetings/door_sheet.html", {"sheet": build_door_sheet(meeting, now=timezone.now())})
    response["Cache-Control"] = "no-store"
    return response
