"""Home: what is next, and is anything wrong."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.pages import attention
from meetings.pages.home import build_home_page
from meetings.queries import lists
from meetings.views.lookups import person_of


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show attention first, then what is next, today, and the coming days.

    A page on which something is Waiting or Checking asks again; as long as nothing is new there, the answer is 204.
    """
    person, now = person_of(request), timezone.now()
    needing = lists.needing_attention(person=person, now=now)
    if request.headers.get("HX-Request") and request.GET.get("seen") == attention.fingerprint(needing):
        return HttpResponse(status=204)
    return render(request, "meetings/home.html", {"page": build_home_page(person, now, needing)})
