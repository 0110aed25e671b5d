"""What is known of a person, as a file to keep."""

from typing import Any

from django.http import HttpResponse, JsonResponse


def as_file(data: dict[str, Any], name: str) -> HttpResponse:
    """Return data as a JSON file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=headers)
