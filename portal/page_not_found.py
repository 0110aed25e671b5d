"""What is said at an address where nothing is: to a person a page, to a program problem details."""

from django.http import HttpRequest, HttpResponse
from django.views import defaults
from rest_framework.exceptions import NotFound

from portal.api_problems import is_for_a_program, problem


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, in the shape that whoever asks can read."""
    if is_for_a_program(request):
        return problem(404, NotFound.default_code, str(NotFound.default_detail))
    return defaults.page_not_found(request, exception)
