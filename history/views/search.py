"""The page that finds meetings and people, and what it found as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from history.forms.search_filters import SearchFilters
from history.pages.search import build_search_page
from history.services import search_file
from history.views.cursors import read_place
from history.views.files import calendar_response, csv_response
from meetings.views.lookups import person_of


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found."""
    page = build_search_page(
        person_of(request),
        timezone.now(),
        filters=SearchFilters.read(request.GET),
        cursor=read_place(request.GET.get("after", "")),
    )
    return render(request, "history/search.html", {"page": page})


@require_safe
@login_required
def export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Answer with a file of the meetings that the page has with the same filters."""
    person, now = person_of(request), timezone.now()
    wanted = SearchFilters.read(request.GET).to_wanted(person.zone)
    if file_format == "ics":
        return calendar_response(search_file.as_ics(person=person, wanted=wanted, now=now), name="meetings")
    return csv_response(search_file.as_csv(person=person, wanted=wanted, now=now), name="meetings")
