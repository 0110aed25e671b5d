"""The addresses of meetings."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import path
from django.utils.module_loading import import_string

app_name = "meetings"


def _view(name: str) -> Callable[..., HttpResponse]:
    """A view that is imported with its first request."""

    def call(*args: object, **kwargs: object) -> HttpResponse:
        view: Callable[..., HttpResponse] = import_string(f"meetings.views.{name}")
        return view(*args, **kwargs)

    return call


urlpatterns = [
    path("", _view("home.home"), name="home"),
    path("meetings/", _view("listing_pages.coming"), name="coming"),
    path("meetings/past/", _view("listing_pages.past"), name="past"),
    path("meetings/book/", _view("booking.book"), name="book"),
    path("meetings/start-now/", _view("starting.start_now"), name="start_now"),
    path("meetings/people/", _view("people.people"), name="people"),
    path("meetings/<uuid:meeting_id>/", _view("detail.detail"), name="detail"),
    path("meetings/<uuid:meeting_id>/edit/", _view("editing.edit"), name="edit"),
    path("meetings/<uuid:meeting_id>/cancel/", _view("cancelling.cancel"), name="cancel"),
    path("meetings/<uuid:meeting_id>/withdraw/", _view("cancelling.withdraw"), name="withdraw"),
    path("meetings/<uuid:meeting_id>/state/", _view("detail.state"), name="state"),
]
