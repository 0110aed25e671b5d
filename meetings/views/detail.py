"""One meeting: everything one needs to tell others, and the truth about its state."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.pages.meeting import MeetingPage, build_meeting_page
from meetings.pages.meeting_stamp import is_as_seen
from meetings.views.lookups import meeting_for, person_of


@require_safe
@login_required
def detail(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Show a meeting to whoever may see it."""
    return render(request, "meetings/meeting.html", {"page": _page(request, meeting_id)})


@require_safe
@login_required
def state(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Answer the open page, which asks while a write is on its way, and while somebody looks at it.

    Nothing new: 204, so that nothing moves and no reader speaks. Something new: the page's body is swapped whole.
    """
    if not request.headers.get("HX-Request"):
        return redirect("meetings:detail", meeting_id)
    if is_as_seen(person=person_of(request), meeting_id=meeting_id, stamp=request.GET.get("stamp", "")):
        return HttpResponse(status=204)
    page = _page(request, meeting_id)
    if request.GET.get("seen") == page.fingerprint:
        return HttpResponse(status=204)
    return render(request, "meetings/meeting.html#body", {"page": page})


def _page(request: HttpRequest, meeting_id: uuid.UUID) -> MeetingPage:
    person = person_of(request)
    meeting = meeting_for(person, meeting_id)
    language, dates = request.GET.get("text", ""), _number(request)
    return build_meeting_page(meeting, person, timezone.now(), language=language, dates=dates)


def _number(request: HttpRequest) -> int:
    """Return which page of the occurrences is asked for; anything odd is the first one."""
    typed = request.GET.get("dates", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1
