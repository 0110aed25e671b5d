"""One meeting: everything one needs to tell others, and the truth about its state."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from meetings.pages.meeting import context_of, fingerprint
from meetings.views.lookups import meeting_for, person_of


@require_GET
@login_required
def detail(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The page of a meeting, for whoever may see it."""
    return render(request, "meetings/meeting.html", _context(request, meeting_id))


@require_GET
@login_required
def state(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """What the open page asks while a write is on its way.

    Nothing new: 204, so that nothing moves and no reader speaks. Something new: the page's body is swapped whole.
    """
    if not request.headers.get("HX-Request"):
        return redirect("meetings:detail", meeting_id)
    context = _context(request, meeting_id)
    if request.GET.get("seen") == context["fingerprint"]:
        return HttpResponse(status=204)
    return render(request, "meetings/meeting.html#body", context)


def _context(request: HttpRequest, meeting_id: uuid.UUID) -> dict[str, Any]:
    person, now = person_of(request), timezone.now()
    meeting = meeting_for(person, meeting_id)
    context = context_of(meeting, person, now, language=request.GET.get("text", ""))
    return context | {"fingerprint": fingerprint(context)}
