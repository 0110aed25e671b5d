"""Where a browser is led that comes by GET to an address that only takes forms."""

from contextlib import suppress

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from portal.api_problems import is_for_a_program


def page_above(request: HttpRequest) -> str:
    """Return the page above an address that only takes forms, "" for programs and where there is none.

    Somebody comes there who had to sign in anew, who switches the language on the answer to a form, or who reads a
    page once more.
    """
    is_for_a_person = "text/html" in request.headers.get("Accept", "") and not is_for_a_program(request)
    return _nearest_above(request.path_info) if is_for_a_person else ""


def _nearest_above(path: str) -> str:
    """Return the nearest address above ``path`` at which something is, the home page aside; "" for none.

    What has no name is no page: the administration sends on from any address below a list.
    """
    while (path := path.rstrip("/").rpartition("/")[0] + "/") != "/":
        with suppress(Resolver404):
            if resolve(path).url_name:
                return path
    return ""
