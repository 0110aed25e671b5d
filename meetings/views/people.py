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
from l10n import format_datetime
from l10n.mail_address import spellings
from meetings.forms import address_parser, terminal_names
from meetings.forms.template_values import filling_of
from meetings.models import BookingTemplate
from meetings.queries.colleagues import find_colleagues
from meetings.queries.outsiders import find_outsiders
from meetings.services import templates
from meetings.services.templates import TemplateValues
from meetings.views.lookups import person_of
from ui import avatars

_MOST_ROOMS, _MOST_GROUPS, _MOST_NAMED = 5, 3, 4


@require_safe
@login_required
def people(request: HttpRequest) -> JsonResponse:
    """Answer with whom ``q`` may mean: colleagues, rooms with a terminal, recent outsiders, all of a template."""
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
    others = {"rooms": _rooms(person, typed), "outsiders": _outsiders(person, typed), "groups": _groups(person, typed)}
    return JsonResponse({"people": colleagues} | others)


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


def _groups(person: User, typed: str) -> list[dict[str, str]]:
    """Return templates with the people in them, by name; ``text`` is what these are in the list of invitees."""
    typed = typed.strip()
    if not typed or person.tenant_id is None:
        return []
    found = templates.usable_by(person=person).filter(name__icontains=typed)[:_MOST_GROUPS]
    return [group for template in found if (group := _group(template, person))["text"]]


def _group(template: BookingTemplate, person: User) -> dict[str, str]:
    text = str(filling_of(TemplateValues.of_template(template), person=person).initial.get("invitees", ""))
    names = [entry.name or entry.email for entry in address_parser.read(text)]
    shown = format_datetime.names(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
    return {"name": template.name, "note": shown, "text": text}
