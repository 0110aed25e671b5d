"""Suggestions for the invitees field."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from meetings.queries.colleagues import find_colleagues
from meetings.views.lookups import person_of
from ui import avatars


@require_safe
@login_required
def people(request: HttpRequest) -> JsonResponse:
    """Answer with the colleagues of whoever asks whose name or address holds ``q``."""
    found = find_colleagues(person=person_of(request), text=request.GET.get("q", ""))
    return JsonResponse(
        {
            "people": [
                {
                    "name": row["name"],
                    "email": row["email"],
                    "note": row["department_code"],
                    "initials": avatars.initials(row["name"]),
                    "avatar": avatars.disc(row["pk"]),
                }
                for row in found
            ]
        }
    )
