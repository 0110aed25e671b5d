"""The list of past meetings."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError

from history.forms.past_filters import PastFilters
from history.pages.past_list import build_past_list
from meetings.views.lookups import person_of
from rest.cursor import Cursor, read_cursor


@require_safe
@login_required
def past(request: HttpRequest) -> HttpResponse:
    """Show what is over, the latest first: the reader's own meetings, or an administrator's tenant's."""
    page = build_past_list(
        person_of(request), timezone.now(), filters=PastFilters.read(request.GET), cursor=_cursor(request)
    )
    return render(request, "history/past.html", {"page": page})


def _cursor(request: HttpRequest) -> Cursor | None:
    """Return the place where the page begins; anything odd is the first one."""
    try:
        return read_cursor(request.GET.get("before", ""))
    except ValidationError:
        return None
