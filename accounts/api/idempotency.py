"""The Idempotency-Key header."""

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

    For work in the database alone, and not for what hands out something secret: the answer is kept, encrypted.
    """

    @wraps(method)
    def answer(view: Any, request: Request, **parameters: Any) -> Response:
        key = key_of(request)
        if not key:
            return method(view, request, **parameters)

        def work() -> dict[str, Any]:
            response = method(view, request, **parameters)
            headers = {name: response[name] for name in _HEADERS if response.has_header(name)}
            return {"body": response.data, "status": response.status_code, "headers": headers}

        found = idempotency.answer_once(
            caller=_caller(request),
            key=key,
            request=[request.method, request.path, request.data],
            work=work,
            now=timezone.now(),
        )
        return Response(found["body"], status=found["status"], headers=found["headers"])

    return answer


def key_of(request: Request) -> str:
    """Return the key, "" where there is none."""
    return request.headers.get("Idempotency-Key", "").strip()


def claim_key(request: Request, *, with_content: bool = False) -> None:
    """Keep the key of a request that has one for its operation on its address, and ``with_content`` for its body.

    For what the meeting service is asked for: its writes stand in tables of several apps, and none knows all of them.
    With its body for what is answered anew each time, since it hands out something secret or changes nothing. Raises
    InvalidInput where the key was used for something else.
    """
    if key := key_of(request):
        operation = [request.method, request.path, *([request.data] if with_content else [])]
        idempotency.claim(caller=_caller(request), key=key, operation=operation, now=timezone.now())


def _caller(request: Request) -> str:
    client = client_of(request)
    return f"client {client.pk if client else ''} person {request.user.pk or ''}"
