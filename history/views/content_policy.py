"""Where a form of a session's page may lead."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponseBase

_P = ParamSpec("_P")
_Answer = TypeVar("_Answer", bound=HttpResponseBase)


def leads_to_recordings(view: Callable[_P, _Answer]) -> Callable[_P, _Answer]:
    """Let a form of the page end at whatever host the meeting service names; the sandbox has no certificate."""
    allowed = {"form-action": ["https:", "http:"] if settings.DEBUG else ["https:"]}
    decorated: Any = csp_update(allowed)(cast("Any", view))
    return cast("Callable[_P, _Answer]", decorated)
