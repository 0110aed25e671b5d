"""The answer to a form whose CSRF token is not right: as a rule its reader has signed in anew in another tab."""

from django.http import HttpRequest, HttpResponse
from django.views.csrf import csrf_failure

from meetings.views import form_recovery


def answer_csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return to the form with what was typed, where that is ours to keep; else 403 and how to go on.

    What follows somebody's typing is answered as where the session is over, and says so in place.
    """
    if "HX-Request" in request.headers:
        return HttpResponse(status=401)
    return form_recovery.back_to_form(request) or csrf_failure(request, reason)
