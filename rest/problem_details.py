"""Errors as problem details (RFC 9457): the plain sentence for people, a code for programs, all problems at once."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from l10n.problem import Problem, ProblemError

MEDIA_TYPE = "application/problem+json"


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Return the answer to what a view raised; None for what is our own fault."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, ProblemError):
        answer = _of_problems(error)
    elif isinstance(error, exceptions.ValidationError):
        answer = describe(422, "invalid_request", errors=list(_flattened(error.get_full_details())))
    elif isinstance(error, exceptions.APIException):
        answer = describe(error.status_code, error.get_codes(), detail=str(error.detail))
    else:
        return None
    set_rollback()
    return _response(answer, _headers_of(error))


def represent_problem(problem: Problem) -> dict[str, str]:
    """Return one of the problems of an answer."""
    return {"field": problem.field, "code": str(problem.code.value), "detail": problem.sentence}


def _of_problems(error: ProblemError) -> dict[str, Any]:
    more: dict[str, Any] = {"errors": [represent_problem(problem) for problem in error.problems]}
    if vendor_code := getattr(error, "vendor_code", ""):
        more["vendor_code"] = vendor_code
    if vendor_request_id := getattr(error, "vendor_request_id", ""):
        more["vendor_request_id"] = vendor_request_id
    if opens_at := getattr(error, "opens_at", None):
        more["opens_at"] = opens_at.isoformat()
    return describe(error.status, str(error.code.value), detail=str(error), **more)


def describe(status: int, code: Any, *, detail: str = "", **more: object) -> dict[str, Any]:
    """Return the body that tells of a problem."""
    title = HTTPStatus(status).phrase
    if not detail and (errors := more.get("errors")):
        assert isinstance(errors, list)
        detail = " ".join(each["detail"] for each in errors)
    return {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail, **more}


def _response(answer: dict[str, Any], headers: Mapping[str, str]) -> Response:
    return Response(answer, status=answer["status"], headers=dict(headers), content_type=MEDIA_TYPE)


def _headers_of(error: Exception) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if (wait := getattr(error, "wait", None)) is not None:
        headers["Retry-After"] = str(int(wait))
    return headers


def _flattened(details: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Yield the errors of nested serializers, each with the path to its field."""
    if isinstance(details, Mapping) and set(details) == {"message", "code"}:
        yield {"field": path, "code": str(details["code"]), "detail": str(details["message"])}
    elif isinstance(details, Mapping):
        for name, inner in details.items():
            here = path if name == "non_field_errors" else f"{path}.{name}" if path else str(name)
            yield from _flattened(inner, here)
    elif isinstance(details, list):
        is_rows = any(not (isinstance(each, Mapping) and set(each) == {"message", "code"}) for each in details)
        for number, inner in enumerate(details):
            yield from _flattened(inner, f"{path}.{number}" if is_rows else path)
