"""The token endpoint (RFC 6749 3.2), which the OAuth library answers."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from oauth2_provider.views.base import TokenView

from accounts.services import attempts

REFUSED_AT_MOST = 30
SECONDS = 300
_library_view = TokenView.as_view()


@csrf_exempt
@require_POST
def issue(request: HttpRequest) -> HttpResponseBase:
    """Return a token for a client's secret.

    A client that asks too often is told to wait, and so is an address that was refused too often.
    """
    if any(len(values) > 1 for _, values in request.POST.lists()):  # the library is told of the last alone
        body = {"error": "invalid_request", "error_description": "Each parameter once, please."}
        return JsonResponse(body, status=400, headers={"Cache-Control": "no-store"})
    response = _library_view(request)
    if response.status_code == 401 and _is_too_often(request):
        body = {"error": "temporarily_unavailable"}
        response = JsonResponse(body, status=429, headers={"Retry-After": str(SECONDS)})
    if response.status_code == 401:  # the library names the scheme of the tokens it gives, not its own (RFC 6749 5.2)
        response["WWW-Authenticate"] = 'Basic realm="api"'
    if response.status_code == 429:
        response.setdefault("Retry-After", "60")
    response["Content-Type"] = "application/json"  # the library forgets it where the address is wrong
    response["Cache-Control"] = "no-store"
    return response


def _is_too_often(request: HttpRequest) -> bool:
    key = f"api-token-refused:{get_adapter(request).get_client_ip(request)}"
    window = timedelta(seconds=SECONDS)
    return attempts.count_attempt(key=key, window=window, now=timezone.now()) > REFUSED_AT_MOST
