"""What open pages ask twice a second: whether anything is new."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from control.services import ticking


@require_safe
def tick(request: HttpRequest, ticket: str) -> HttpResponse:
    """Answer 204 where the page shows all that is known, else 200: then it reads the news, as who is signed in.

    The ticket is the whole right, and gives nothing but this; no session is read (``live_tick_without_cookies``).
    """
    is_same = ticking.is_as_seen(ticket=ticket, seen=request.GET.get("seen", ""), now=timezone.now())
    return HttpResponse(status=204 if is_same else 200, headers={"Cache-Control": "no-store"})
