"""The list of coming meetings."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.pages.meeting_list import build_meeting_list
from meetings.views.lookups import person_of

_LAST_PAGE = 2000


@require_safe
@login_required
def coming(request: HttpRequest) -> HttpResponse:
    """Show what lies ahead, the next one first."""
    number = _number(request.GET.get("page", "1"))
    page = build_meeting_list(person_of(request), timezone.now(), number=number)
    return render(request, "meetings/meetings.html", {"page": page})


def _number(typed: str) -> int:
    """Return the number of the page that is asked for; anything odd is the first one."""
    return min(int(typed), _LAST_PAGE) if typed.isascii() and typed.isdigit() and int(typed) else 1
