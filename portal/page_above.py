"""Where a browser is led that comes by GET to an address that only takes forms."""

from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from portal.api_problems import is_for_a_program

Handler = Callable[[HttpRequest], HttpResponse]


def page_above(get_response: Handler) -> Handler:
    """Lead a browser from an address that only takes forms to the page above it; programs get their 405.

    Somebody comes there who had to sign in anew, who switches the language on the answer to a form, or who reads a
    page once more.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.method != "GET" or is_for_a_program(request):
            return response
        above = _page_above(request.path_info) if "text/html" in request.headers.get("Accept", "") else ""
        return redirect(above) if above else response

    return handle


def _page_above(path: str) -> str:
    """Return the nearest address above ``path`` at which something is, the home page aside; "" for none.

    What has no name is no page: the administration sends on from any address below a list.
    """
    while (path := path.rstrip("/").rpartition("/")[0] + "/") != "/":
        with suppress(Resolver404):
            if resolve(path).url_name:
                return path
    return ""
