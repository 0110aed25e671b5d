"""The one link. Any text is taken as a token, so that every wrong one gets the same page."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import path
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

app_name = "join"


def _view(name: str) -> Callable[..., HttpResponse]:
    """A view that is imported with its first request."""

    def call(*args: object, **kwargs: object) -> HttpResponse:
        view: Callable[..., HttpResponse] = import_string(f"meetings.join_views.{name}")
        return view(*args, **kwargs)

    return call


urlpatterns = [
    path("<str:token>/", csrf_exempt(_view("join")), name="join"),
    path("<str:token>/me/", _view("join_as_myself"), name="me"),
    path("<str:token>/invite.ics", _view("calendar"), name="calendar"),
]
