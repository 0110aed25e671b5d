"""The page of rooms."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.services.rooms import list_rooms
from directory.services.tenant_rooms import list_tenant_rooms
from directory.services.terminals import list_terminals
from meetings.pages.rooms import build_rooms_page, read_day
from meetings.queries.room_times import room_times, terminal_times
from meetings.views.lookups import person_of


@require_safe
@login_required
def show_rooms(request: HttpRequest) -> HttpResponse:
    """Show the rooms of the person and the terminals of their organisation, on the day of the address."""
    person, now = person_of(request), timezone.now()
    day = read_day(request.GET.get("day", ""), person=person, now=now)
    rooms, others = list_rooms(person=person, now=now), list_tenant_rooms(person=person, now=now)
    terminals = list_terminals(person=person, now=now)
    span: dict[str, Any] = {"since": day.start_at, "until": day.end_at, "now": now}
    ids = {room.id for room in rooms.entries} | {room.id for room in others.entries}
    numbers = [each.number for each in terminals.entries]
    page = build_rooms_page(
        person=person,
        day=day,
        rooms=rooms,
        others=others,
        terminals=terminals,
        times=room_times(tenant_id=person.tenant_id, room_ids=ids, reader=person, **span),
        terminal_times=terminal_times(tenant_id=person.tenant_id, numbers=numbers, reader=person, **span),
    )
    return render(request, "meetings/rooms.html", {"page": page})
