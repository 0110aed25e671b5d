"""The page of one participant of a running meeting."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from control.pages.live_person import build_person_page
from control.problems import Code
from meetings.views.lookups import changeable_for, person_of


@require_safe
@login_required
def person(request: HttpRequest, meeting_id: uuid.UUID, participant_id: str) -> HttpResponse:
    """Show what can be done to somebody, of which the open page takes the menu; who has left leads back to it.

    A script gets 404 then, and comes here once more.
    """
    reader = person_of(request)
    meeting = changeable_for(reader, meeting_id)
    page = build_person_page(meeting, reader, participant_id)
    if page is not None:
        return render(request, "control/person.html", {"page": page})
    if request.headers.get("X-Live"):
        return HttpResponse(status=404)
    messages.error(request, Code.NOT_THERE.label)
    return redirect("control:live", meeting.pk)
