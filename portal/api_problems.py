"""What a program is told where no view of the API comes to answer."""

from django.http import HttpRequest, JsonResponse

from rest import problem_details

_API = "/api/"


def is_for_a_program(request: HttpRequest) -> bool:
    """Return whether the address is one of the API."""
    return request.path_info.startswith(_API)


def problem(status: int, code: str, detail: str) -> JsonResponse:
    """Return problem details as the API's own answers have them."""
    body = problem_details.describe(status, code, detail=detail)
    return JsonResponse(body, status=status, content_type=problem_details.MEDIA_TYPE)
