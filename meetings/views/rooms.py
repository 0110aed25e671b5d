"""The page of rooms."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.services.rooms import list_rooms
from directory.services.terminals import list_terminals
from meetings.pages.rooms import build_rooms_page, read_day
from meetings.queries.room_times import room_times
from meetings.views.lookups import person_of


@require_safe
@login_required
def rooms(request: HttpRequest) -> HttpResponse:
    """Show the rooms of the person and the terminals of their organisation, on the day of the address."""
    person, now = person_of(request), timezone.now()
    day = read_day(request.GET.get("day", ""), person=person, now=now)
    listing = list_rooms(person=person, now=now)
    times = room_times(
        tenant_id=person.tenant_id,
        room_ids=[room.id for room in listing.entries],
        since=day.start_at,
        until=day.end_at,
        now=now,
        reader=person,
    )
    terminals = list_terminals(person=person, now=now)
    page = build_rooms_page(person=person, day=day, rooms=listing, terminals=terminals, times=times)
    return render(request, "meetings/rooms.html", {"page": page})
