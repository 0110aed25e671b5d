"""The lists of coming and past meetings."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from l10n import zones
from meetings.pages import rows
from meetings.queries import lists
from meetings.views.lookups import person_of

PER_PAGE = 50
_LAST_PAGE = 2000


@require_GET
@login_required
def coming(request: HttpRequest) -> HttpResponse:
    """What lies ahead, the next one first."""
    return _page(request, is_past=False)


@require_GET
@login_required
def past(request: HttpRequest) -> HttpResponse:
    """What is over, the latest first."""
    return _page(request, is_past=True)


def _page(request: HttpRequest, *, is_past: bool) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    number = _number(request.GET.get("page", "1"))
    offset = (number - 1) * PER_PAGE
    fetch = lists.past if is_past else lists.coming
    # One row more than is shown tells whether there are more; only then is counting worth a query.
    found = fetch(person=person, now=now, limit=PER_PAGE + 1, offset=offset)
    has_more = len(found) > PER_PAGE
    found = found[:PER_PAGE]
    total = offset + len(found)
    if has_more:
        total = (lists.count_past if is_past else lists.count_coming)(person=person, now=now)
    counted = f"{lists.COUNTED}+" if total > lists.COUNTED and has_more else str(total)
    shared = rows.Page(person, now)
    context: dict[str, Any] = {
        "is_past": is_past,
        "rows": rows.in_table(found, shared),
        "is_empty": not found,
        "total": counted,
        "first": offset + 1,
        "last": offset + len(found),
        "earlier_page": number - 1,
        "later_page": number + 1 if has_more else 0,
        "zone_city": zones.city(person.time_zone),
        "zone_offset": zones.offset(person.time_zone, now),
    }
    return render(request, "meetings/meetings.html", context)


def _number(typed: str) -> int:
    """The page that is asked for; anything odd is the first one."""
    return min(int(typed), _LAST_PAGE) if typed.isascii() and typed.isdigit() and int(typed) else 1
