"""The calendar."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.pages.calendar import build_calendar_page
from meetings.pages.calendar_range import read_range
from meetings.views.lookups import person_of


@require_safe
@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the days of the address. A page on which something is unclear asks again: 204 while nothing is new."""
    person, now = person_of(request), timezone.now()
    shown = read_range(request.GET.get("view", ""), request.GET.get("day", ""), zone=person.zone, now=now)
    page = build_calendar_page(person, now, shown)
    if request.headers.get("HX-Request") and request.GET.get("seen") == page.fingerprint:
        return HttpResponse(status=204)
    return render(request, "meetings/calendar.html", {"page": page})
