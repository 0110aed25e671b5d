"""Opens a launch link in the sandbox's stand-in for the client. This address exists only with DEBUG."""

import requests
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

SECONDS = 10


@csrf_exempt  # the guest's page has no session to tie a token to
@require_POST
def open_in_stand_in(request: HttpRequest) -> HttpResponse:
    """Hand the link to the sandbox and show who got in, or the refusal."""
    site = settings.MEETING_SITES.get("sandbox")
    if site is None:
        raise Http404
    asked = {"url": request.POST.get("url", ""), "platform": request.POST.get("platform", ""), "signed_in_as": None}
    try:
        answer = requests.post(f"{site['api_base']}/_sandbox/client", json=asked, timeout=SECONDS)
        answered = answer.json()
    except requests.RequestException as error:
        return render(request, "meetings/join/stand_in.html", {"failure": str(error)}, status=502)
    context = {"answered": sorted(answered.items()) if isinstance(answered, dict) else [], "got_in": answer.ok}
    return render(request, "meetings/join/stand_in.html", context)
