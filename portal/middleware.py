"""One log line per request; who is signed in; the person's language, zone and theme."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.contrib import auth
from django.contrib.auth import middleware as auth_middleware
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.template import loader
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRefresh

from accounts.models import User
from accounts.session_store import SessionStore
from portal.page_above import page_above

_log = structlog.get_logger("portal.request")

# The addresses at which a guest is recognised by the token alone; joining as oneself is another one.
_GUEST_JOIN_PATH = re.compile(r"/(?:j/[^/]+/(?:(?:zone|language)/)?|m/[^/]+/)")

# Where open pages of running meetings ask with their ticket whether anything is new.
_TICKS = "/live/"

Handler = Callable[[HttpRequest], HttpResponse]


def request_log(get_response: Handler) -> Handler:
    """Log method, path (join links hidden), status, milliseconds and an id that the answer carries too."""

    def handle(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = uuid.uuid4().hex
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = get_response(request)
            response["X-Request-Id"] = request_id
            if not _is_idle(request, response):
                ms = round((time.perf_counter() - started) * 1000, 1)
                _log.info("request", method=request.method, path=request.path, status=response.status_code, ms=ms)
        return response

    return handle


def _is_idle(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether it is asked again and again, and nothing came of it: no line is worth that."""
    return request.path_info == "/healthz" or (request.path_info.startswith(_TICKS) and response.status_code == 204)


def lead_to_page_above(get_response: Handler) -> Handler:
    """Lead a browser from an address that only takes forms to the page above it; programs get their 405."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.method != "GET":
            return response
        above = page_above(request)
        return redirect(above) if above else response

    return handle


def readable_form(get_response: Handler) -> Handler:
    """Answer 400 to a form that can't be read, whatever its address: in another charset, cut off, too large.

    Django's own pages for 400 and 404 would look into the form again, and fail as it did.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        try:
            request.POST  # noqa: B018 — reads it
        except (BadRequest, SuspiciousOperation, MultiPartParserError) as error:
            _log.warning("a form can't be read", path=request.path, error=type(error).__name__)
            return HttpResponse(loader.render_to_string("400.html"), status=400)
        return get_response(request)

    return handle


def guest_join_without_cookies(get_response: Handler) -> Handler:
    """Take the cookies away from a guest's click on a link, so that nothing further in reads a session.

    The token in the address is that request's whole right, whoever else may be signed in in this browser.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and _GUEST_JOIN_PATH.fullmatch(request.path_info):
            request.COOKIES = {}
        return get_response(request)

    return handle


def live_tick_without_cookies(get_response: Handler) -> Handler:
    """Take the cookies away where an open page asks whether anything is new: its ticket is the whole right."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(_TICKS):
            request.COOKIES = {}
        return get_response(request)

    return handle


def language(get_response: Handler) -> Handler:
    """Activate, for the signed out, the language cookie's, else what the browser prefers, else LANGUAGE_CODE."""

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = translation.get_language_from_request(request)
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = get_response(request)
            response.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response

    return handle


def person(get_response: Handler) -> Handler:
    """Activate the signed-in person's own language and time zone, and let no cache in between keep the page.

    Only a request that carries a session is looked at, so that pages without one cost no query.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        chosen = request.user.language
        with translation.override(chosen), timezone.override(request.user.zone):
            request.LANGUAGE_CODE = chosen
            response = get_response(request)
            response["Content-Language"] = chosen
        # Not no-store: going back would find a form empty that was full.
        response.setdefault("Cache-Control", "private, no-cache")
        return response

    return handle


def signed_out_part(get_response: Handler) -> Handler:
    """Keep the sign-in page from htmx, which asked for a part of a page whose session is over.

    What only looks loads its page anew, which then asks to sign in. A form is left as it is, since somebody
    is typing in it.
    """
    sign_in_pages = {reverse(settings.LOGIN_URL), reverse("admin:login")}

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_part = "HX-Request" in request.headers
        if is_part and response.status_code == 302 and response["Location"].partition("?")[0] in sign_in_pages:
            return HttpResponseClientRefresh() if request.method == "GET" else HttpResponse(status=401)
        return response

    return handle


def api_rate_limit(get_response: Handler) -> Handler:
    """Tell a caller what is left of the limit, in the words of draft-ietf-httpapi-ratelimit-headers-10."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if found := getattr(request, "rate_limit", None):
            limit, left, seconds = found
            response["RateLimit-Policy"] = f'"calls";q={limit};w=60'
            response["RateLimit"] = f'"calls";r={left};t={seconds}'
        return response

    return handle


class AuthenticationMiddleware(auth_middleware.AuthenticationMiddleware):
    """Django's own, that saves the statement for a person who came with the session.

    It only ever says yes where Django would: whatever isn't plainly right (another key, another password, switched
    off, nobody there) is Django's to look into.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _session_person(request) or auth.get_user(request))  # type: ignore[assignment]


def _session_person(request: HttpRequest) -> User | None:
    session = request.session
    assert isinstance(session, SessionStore)
    hash_of_session = session.get(auth.HASH_SESSION_KEY, "")
    person = session.person
    if (
        person is not None
        and person.is_active
        and session.get(auth.SESSION_KEY) == str(person.pk)
        and session.get(auth.BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(hash_of_session, person.get_session_auth_hash())
    ):
        return person
    return None
