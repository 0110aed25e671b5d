"""What a page says while the database or the cache is away: try again, and how what was typed comes along."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views import defaults

from portal.api_problems import is_for_a_program, problem

RETRY_SECONDS = 10
# What SQLite says when it is locked, full or unreadable; with SQLITE_ERROR a query is wrong, which is our fault.
_SQLITE_AWAY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_READONLY")
# Passwords and keys are typed there, and a page never shows those again.
_WITH_SECRETS = ("/account/", "/admin/")


def is_away(error: BaseException | None) -> bool:
    """Return whether a server of ours does not answer, so that the same request may well succeed in a moment."""
    if isinstance(error, OperationalError):
        name = getattr(error.__cause__, "sqlite_errorname", None)
        return name is None or name.startswith(_SQLITE_AWAY)
    from redis import exceptions  # not at the top: portal/storage.py

    return isinstance(error, InterfaceError | exceptions.ConnectionError | exceptions.TimeoutError)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an unhandled error: 503 and when to come back where a server is away, else the plain 500."""
    if not is_away(sys.exc_info()[1]):
        return _our_fault(request)
    language = getattr(request, "LANGUAGE_CODE", None) or translation.get_language_from_request(request)
    with translation.override(language):
        response = _page(request)
    response["Content-Language"] = language
    response["Retry-After"] = str(RETRY_SECONDS)
    patch_cache_control(response, no_store=True)
    return response


def _our_fault(request: HttpRequest) -> HttpResponse:
    if is_for_a_program(request):
        sentence = _("Something went wrong in the portal. The header X-Request-Id names the request in its log.")
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "server_error", sentence)
    return defaults.server_error(request)


def _page(request: HttpRequest) -> HttpResponse:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    away = _("The portal can't reach its own storage. Please try again in a moment.")
    if is_for_a_program(request):
        return problem(status, "storage_away", away)
    if not request.accepts("text/html"):
        return HttpResponse(f"{away}\n", content_type="text/plain; charset=utf-8", status=status)
    is_read = request.method in {"GET", "HEAD"}
    may_repeat = request.method == "POST" and not request.FILES and not request.path.startswith(_WITH_SECRETS)
    context = {
        "language": translation.get_language(),
        "refresh_seconds": RETRY_SECONDS if is_read else None,
        "address": request.get_full_path(),
        "typed": [(name, value) for name, values in request.POST.lists() for value in values] if may_repeat else [],
    }
    # Without the request: its context asks the database who is signed in.
    return HttpResponse(loader.render_to_string("503.html", context), status=status)
