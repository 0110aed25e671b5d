"""The Idempotency-Key header of requests whose work is in the database alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import client_of
from accounts.services import idempotency

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="The same key with the same content is one request, however often it is sent.",
)
# What of an answer's head is given again
_HEADERS = ("ETag", "Location")


def idempotent(method: Callable[..., Response]) -> Callable[..., Response]:
    """Answer a request that has a key, and was answered under it within a day, as it was then.

    Not for what hands out something secret: the answer is kept, encrypted.
    """

    @wraps(method)
    def answer(view: Any, request: Request, **parameters: Any) -> Response:
        key = request.headers.get("Idempotency-Key", "").strip()
        if not key:
            return method(view, request, **parameters)

        def work() -> dict[str, Any]:
            response = method(view, request, **parameters)
            headers = {name: response[name] for name in _HEADERS if response.has_header(name)}
            return {"body": response.data, "status": response.status_code, "headers": headers}

        client = client_of(request)
        found = idempotency.answer_once(
            caller=f"client {client.pk if client else ''} person {request.user.pk or ''}",
            key=key,
            request=[request.method, request.path, request.data],
            work=work,
            now=timezone.now(),
        )
        return Response(found["body"], status=found["status"], headers=found["headers"])

    return answer
