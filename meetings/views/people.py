"""Suggestions for the invitees field."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from accounts.models import User
from meetings.views.lookups import person_of
from ui import avatars

_MOST = 8


@require_GET
@login_required
def people(request: HttpRequest) -> JsonResponse:
    """Answer with the active people of the asker's own organisation whose name or address holds ``q``."""
    person, query = person_of(request), request.GET.get("q", "").replace("\0", "").strip()[:96]
    if not query or person.tenant_id is None:
        return JsonResponse({"people": []})
    found = (
        User.objects.filter(tenant_id=person.tenant_id, is_active=True)
        .filter(Q(name__icontains=query) | Q(email__icontains=query))
        .exclude(pk=person.pk)
        .order_by("name", "pk")
        .values("pk", "name", "email", "department_code")[:_MOST]
    )
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
