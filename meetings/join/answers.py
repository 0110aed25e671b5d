"""What the views of all links into a meeting share: how a request is read, and how it is answered."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.errors import AccountError
from accounts.models import User
from meetings.errors import InvalidRequest, LinkUnknown, MeetingError
from meetings.join import throttle
from meetings.join.device import Device, device_of
from meetings.join.link import JoinLink
from meetings.join.page import Opened, build_join_page
from meetings.mails.recipients import Recipient
from meetings.services import joining


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to a link, in the language and zone of ``recipient``."""

    request: HttpRequest
    link: JoinLink
    recipient: Recipient

    @property
    def device(self) -> Device:
        return device(self.request)

    @property
    def person(self) -> User | None:
        """Who is signed in; a request without a session isn't looked at."""
        found = self.request.user if has_session(self.request) else None
        return found if isinstance(found, User) else None


def show(ask: Ask, *, person: User | None, refusal: str = "", name_error: str = "") -> HttpResponse:
    """Return the page of the link; with ``name_error`` what was switched on by then is still on."""
    page = build_join_page(
        ask.link,
        ask.recipient,
        ask.device,
        person=person,
        now=timezone.now(),
        refusal=refusal,
        name_error=name_error,
        switched_on=frozenset({"mic", "camera"} & ask.request.POST.keys()) if name_error else frozenset(),
    )
    return render(ask.request, page.template, {"page": page}, status=422 if name_error else 200)


def open_client(ask: Ask, launch: joining.Launch) -> HttpResponse:
    """Return the page that opens the client."""
    request = ask.request
    opened = opened_by(request, launch, names=("name", "mic", "camera"))
    page = build_join_page(ask.link, ask.recipient, ask.device, person=None, now=timezone.now(), opened=opened)
    return render(request, page.template, {"page": page})


def opened_by(request: HttpRequest, launch: joining.Launch, *, names: tuple[str, ...]) -> Opened:
    """Return what a click has brought; another try sends the fields of those ``names`` again."""
    return Opened(
        launch=launch,
        # Trying again asks for a new link: a login ticket works once.
        again=tuple((name, request.POST[name]) for name in names if name in request.POST),
        is_signed_in=has_session(request) and request.user.is_authenticated,
        may_stand_in=settings.DEBUG and "sandbox" in settings.MEETING_SITES,
    )


def open_as_guest(ask: Ask, launch_guest: Any) -> HttpResponse:
    """Return what ``launch_guest``, given the request's own choices, opens, or the page with what is in the way."""
    try:
        launch = launch_guest(
            platform=link_platform(ask.device),
            name=ask.request.POST.get("name", ""),
            now=timezone.now(),
            **switches(ask.request),
        )
    except InvalidRequest as problem:
        return show(ask, person=None, name_error=problem.sentence)
    except MeetingError:
        return show(ask, person=None)  # the page says which state it is
    return open_client(ask, launch)


def open_as_myself(ask: Ask, person: User) -> HttpResponse:
    """Return what opens the client as ``person``, or the page with the refusal."""
    try:
        launch = joining.launch_as(
            person=person,
            meeting=ask.link.meeting,
            platform=link_platform(ask.device),
            link=ask.link.address,
            now=timezone.now(),
            **switches(ask.request),
        )
    except (MeetingError, AccountError) as refusal:
        return show(ask, person=person, refusal=refusal.sentence)
    return open_client(ask, launch)


def read_occurrences(link: JoinLink) -> None:
    """Read the occurrences of a series once: its page asks several times which one is on or next."""
    if link.meeting.is_series:
        prefetch_related_objects([link.meeting], "occurrences")


def unknown(request: HttpRequest, error: LinkUnknown) -> HttpResponse:
    """Return the page for a link that there is not, or, to whoever tries many, that they have to wait."""
    if throttle.count_miss(request):
        response = render(request, "meetings/join/too_many.html", status=429)
        response["Retry-After"] = str(throttle.SECONDS)
        return response
    return render(request, "meetings/join/unknown.html", {"sentence": error.sentence}, status=404)


def sealed(response: HttpResponse) -> HttpResponse:
    """Return the response so that no cache and no search engine keeps it, and its address goes to no other site."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def device(request: HttpRequest) -> Device:
    return device_of(request.headers.get("User-Agent", ""))


def link_platform(found: Device) -> str:
    """Return for which client the link is, as ``hwmeeting.links`` names it.

    A browser on a system without a client of its own gets the desktop link: it may be mistaken about itself.
    """
    return {"": "windows", "android": "android-intent"}.get(found.platform, found.platform)


def has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def switches(request: HttpRequest) -> dict[str, Any]:
    """Return microphone and camera as they were chosen."""
    return {"open_mic": "mic" in request.POST, "open_camera": "camera" in request.POST}
