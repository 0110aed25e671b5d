"""ETag and If-Match (RFC 9110 8.8.3, 13.1.1), so that nobody overwrites what they have not read."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag of what you read; 412 where it has changed since."
)


class PreconditionFailed(APIException):
    """What is to be changed is no longer what the caller has read."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = _("This has changed since you read it. Read it again, and send your change with its new ETag.")
    default_code = "precondition_failed"


def etag_of(representation: dict[str, Any]) -> str:
    """Return the strong validator of an answer, quoted."""
    written = json.dumps(representation, sort_keys=True, default=str)
    return f'"{hashlib.sha256(written.encode()).hexdigest()[:32]}"'


def check_if_match(request: Request, represent: Callable[[], dict[str, Any]]) -> None:
    """Raise PreconditionFailed where If-Match names another state than what ``represent`` returns."""
    if has_if_match(request) and etag_of(represent()) not in _wanted(request):
        raise PreconditionFailed


def has_if_match(request: Request) -> bool:
    """Return whether the caller says what they have read."""
    return not _wanted(request) & {"", "*"}


def _wanted(request: Request) -> set[str]:
    return {each.strip() for each in request.headers.get("If-Match", "").split(",")}
