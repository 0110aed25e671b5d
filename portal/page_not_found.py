"""What is said at an address where nothing is: to a person a page, to a program problem details."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import resolve
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import NotFound

from portal.api_problems import is_for_a_program, problem


@csrf_exempt
def nothing_of_the_api(request: HttpRequest) -> HttpResponse:
    """Answer 404 at each address that the API lacks.

    Who reads one without its slash is sent on, as everywhere. Who writes there is told: they would go on with a GET.
    """
    path, sentence = f"{request.path_info}/", str(NotFound.default_detail)
    if resolve(path).func is not nothing_of_the_api:
        if request.method in {"GET", "HEAD"}:
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        sentence = _("The address is %(address)s, with a slash at its end.") % {"address": path}
    return problem(404, NotFound.default_code, sentence)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, in the shape that whoever asks can read."""
    if is_for_a_program(request):
        return problem(404, NotFound.default_code, str(NotFound.default_detail))
    return defaults.page_not_found(request, exception)
