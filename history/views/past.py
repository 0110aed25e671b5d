"""The list of past meetings."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.services.rooms import known_rooms
from history.forms.past_filters import PastFilters
from history.pages.past_list import build_past_list
from history.services import past_table
from history.views.cursors import read_place
from history.views.files import csv_response, xlsx_response
from meetings.views.lookups import person_of


@require_safe
@login_required
def past(request: HttpRequest) -> HttpResponse:
    """Show what is over, the latest first: the reader's own meetings, or an administrator's tenant's."""
    filters, cursor = PastFilters.read(request.GET), read_place(request.GET.get("before", ""))
    page = build_past_list(person_of(request), timezone.now(), filters=filters, cursor=cursor)
    return render(request, "history/past.html", {"page": page})


@require_safe
@login_required
def export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Answer with a file of what the list has with the same filters."""
    person, now, filters = person_of(request), timezone.now(), PastFilters.read(request.GET)
    asked = past_table.Asked(
        by=person,
        filters=filters.to_filters(person.zone, rooms=known_rooms(person=person, now=now).entries),
        is_everybody=filters.is_everybody and person.is_staff,
        now=now,
    )
    if file_format == "xlsx":
        return xlsx_response(past_table.as_xlsx(asked), name="meetings")
    return csv_response(past_table.as_csv(asked), name="meetings")
