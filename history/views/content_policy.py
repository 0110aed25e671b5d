"""Where a form of a session's page may lead."""

from collections.abc import Callable
from typing import Any, ParamSpec, cast

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse

_P = ParamSpec("_P")


def leads_to_recordings(view: Callable[_P, HttpResponse]) -> Callable[_P, HttpResponse]:
    """Let a form of the page end at whatever host the meeting service names; the sandbox has no certificate."""
    allowed = {"form-action": ["https:", "http:"] if settings.DEBUG else ["https:"]}
    decorated: Any = csp_update(allowed)(cast("Any", view))
    return cast("Callable[_P, HttpResponse]", decorated)
