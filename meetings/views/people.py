"""Suggestions for the invitees field."""

from itertools import islice
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from directory.entries import Terminal
from directory.services.address_book import search_people
from directory.services.terminals import known_terminals
from l10n.mail_address import spellings
from meetings.forms import terminal_names
from meetings.queries.colleagues import find_colleagues
from meetings.queries.outsiders import find_outsiders
from meetings.views.lookups import person_of
from ui import avatars

_MOST_ROOMS = 5


@require_safe
@login_required
def people(request: HttpRequest) -> JsonResponse:
    """Answer with the colleagues of whoever asks, rooms with a terminal and recent outsiders that ``q`` may mean."""
    person, typed = person_of(request), request.GET.get("q", "").replace("\0", "")
    colleagues = [
        {
            "name": row["name"],
            "email": row["email"],
            "note": row["department_code"],
            "initials": avatars.initials(row["name"]),
            "avatar": avatars.disc(row["pk"]),
        }
        for row in find_colleagues(person=person, text=typed)
    ]
    return JsonResponse({"people": colleagues, "rooms": _rooms(person, typed), "outsiders": _outsiders(person, typed)})


@require_safe
@login_required
def address_book(request: HttpRequest) -> JsonResponse:
    """Answer with people of the meeting service's address book whom ``q`` may mean, without the portal's own."""
    person, typed = person_of(request), request.GET.get("q", "").replace("\0", "")
    found = search_people(person=person, typed=typed, now=timezone.now())
    written = {spelling for each in found for spelling in spellings(each.email)}
    here = set(User.objects.filter(tenant=person.tenant_id, email__in=written).values_list("email", flat=True))
    others = (each for each in found if not here & set(spellings(each.email)))
    return JsonResponse(
        {"others": [{"name": each.name, "email": each.email, "note": each.department} for each in others]}
    )


def _rooms(person: User, typed: str) -> list[dict[str, str]]:
    if not typed.strip():
        return []
    known = known_terminals(person=person, now=timezone.now()).entries
    return [_room(each) for each in islice(terminal_names.matching(typed, known), _MOST_ROOMS)]


def _room(terminal: Terminal) -> dict[str, str]:
    """Return a terminal as it is suggested; ``text`` is what it is in the list of invitees."""
    text = terminal_names.written(name=terminal.name, number=terminal.number)
    return {"name": terminal.name, "note": terminal.place, "text": text}


def _outsiders(person: User, typed: str) -> list[dict[str, Any]]:
    return [{"name": name, "email": email} for name, email in find_outsiders(person=person, text=typed)]
