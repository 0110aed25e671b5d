"""What is said at an address where nothing is: to a person a page, to a program problem details."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework.exceptions import NotFound

from rest import problem_details

_API = "/api/"


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, in the shape that whoever asks can read."""
    if not request.path_info.startswith(_API):
        return defaults.page_not_found(request, exception)
    body = problem_details.describe(404, NotFound.default_code, detail=str(NotFound.default_detail))
    return JsonResponse(body, status=404, content_type=problem_details.MEDIA_TYPE)
