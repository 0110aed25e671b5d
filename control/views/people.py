"""The page of one participant of a running meeting."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from control.pages.live_person import build_person_page
from meetings.views.lookups import changeable_for, person_of


@require_safe
@login_required
def person(request: HttpRequest, meeting_id: uuid.UUID, participant_id: str) -> HttpResponse:
    """Show what changes somebody's name, and ask before they are removed."""
    page = build_person_page(changeable_for(person_of(request), meeting_id), participant_id)
    if not page.name:
        raise Http404
    return render(request, "control/person.html", {"page": page})
