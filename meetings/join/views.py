"""The one link: what it shows, and how guests and those who are signed in join.

A guest's POST is exempt from CSRF and reads no session (portal.middleware takes its cookies away): the
token in the address is its whole right, and mail web views drop cookies. Joining as oneself is at an
address of its own with both. GET and HEAD change nothing: mail scanners open every link.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import AccountError
from accounts.models import User
from meetings import invitee_links
from meetings.errors import LinkUnknown, MeetingError
from meetings.join import addressee, throttle
from meetings.join.device import Device, device_of
from meetings.join.page import Opened, build_join_page
from meetings.mails import queueing, recipients
from meetings.models import Invitee
from meetings.services import joining

View = Callable[[HttpRequest, Invitee, recipients.Recipient], HttpResponse]


def _by_link(view: View) -> Callable[..., HttpResponse]:
    """Find the invitee and show the page in the invitation's language, or the one asked for with ?lang=."""

    @wraps(view)
    def handle(request: HttpRequest, token: str) -> HttpResponse:
        try:
            invitee = addressee.find_invitee(token=token)
        except LinkUnknown as unknown:
            return _sealed(_unknown(request, unknown))
        if invitee.meeting.is_series:  # the page asks several times which occurrence is on or next
            prefetch_related_objects([invitee.meeting], "occurrences")
        recipient = recipients.recipient_for_invitee(invitee, organiser=invitee.meeting.organiser)
        asked = request.GET.get("lang", "")
        language = asked if asked in dict(settings.LANGUAGES) else recipient.language
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = view(request, invitee, recipients.Recipient(language, recipient.zone))
            response["Content-Language"] = language
        return _sealed(response)

    return handle


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def join(request: HttpRequest, invitee: Invitee, recipient: recipients.Recipient) -> HttpResponse:
    """Show the page of the link; a POST answers with what opens the client as a guest."""
    device = _device(request)
    if request.method != "POST":
        person = request.user if _has_session(request) and isinstance(request.user, User) else None
        return _page(request, invitee, recipient, device, person=person)
    try:
        launch = joining.guest_launch(
            invitee=invitee,
            platform=_link_platform(device),
            name=request.POST.get("name", ""),
            now=timezone.now(),
            **_switches(request),
        )
    except MeetingError:
        return _page(request, invitee, recipient, device, person=None)  # the page says which state it is
    return _opened(request, invitee, recipient, device, launch)


@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def join_as_myself(request: HttpRequest, invitee: Invitee, recipient: recipients.Recipient) -> HttpResponse:
    """Open the client as the person who is signed in, whoever the link was for; a reload leads back to the page."""
    if request.method != "POST":
        return redirect("join:join", invitee.join_token)
    if not isinstance(request.user, User):
        return redirect_to_login(f"/j/{invitee.join_token}/")
    device = _device(request)
    try:
        launch = joining.launch_as(
            person=request.user,
            meeting=invitee.meeting,
            platform=_link_platform(device),
            link=invitee_links.join_link(invitee=invitee),
            now=timezone.now(),
            **_switches(request),
        )
    except (MeetingError, AccountError) as refusal:
        return _page(request, invitee, recipient, device, person=request.user, refusal=refusal.sentence)
    return _opened(request, invitee, recipient, device, launch)


@csrf_exempt
@require_POST
@_by_link
def choose_language(request: HttpRequest, invitee: Invitee, recipient: recipients.Recipient) -> HttpResponse:
    """Keep the language that an outsider has chosen, and show the page in it, to anybody."""
    language = request.POST.get("language", "")
    addressee.choose_language(invitee=invitee, language=language)
    asked = f"?lang={language}" if language in dict(settings.LANGUAGES) else ""
    return redirect(f"/j/{invitee.join_token}/{asked}")


@csrf_exempt
@require_POST
@_by_link
def learn_zone(request: HttpRequest, invitee: Invitee, recipient: recipients.Recipient) -> HttpResponse:
    """Keep the zone that the browser of an outsider says it is in."""
    addressee.learn_zone(invitee=invitee, zone=request.POST.get("zone", ""))
    return HttpResponse(status=204)


@require_safe
@_by_link
def calendar(request: HttpRequest, invitee: Invitee, recipient: recipients.Recipient) -> HttpResponse:
    """Return the calendar entry as a file."""
    method, text = queueing.calendar_of(invitee=invitee, now=timezone.now())
    content_type = f"text/calendar; method={method}; charset=utf-8"
    return HttpResponse(
        text, content_type=content_type, headers={"Content-Disposition": 'attachment; filename="invite.ics"'}
    )


def _page(
    request: HttpRequest,
    invitee: Invitee,
    recipient: recipients.Recipient,
    device: Device,
    *,
    person: User | None,
    refusal: str = "",
) -> HttpResponse:
    page = build_join_page(invitee, recipient, device, person=person, now=timezone.now(), refusal=refusal)
    return render(request, page.template, {"page": page})


def _opened(
    request: HttpRequest, invitee: Invitee, recipient: recipients.Recipient, device: Device, launch: joining.Launch
) -> HttpResponse:
    opened = Opened(
        launch=launch,
        # Trying again asks for a new link: a login ticket works once.
        again=tuple((name, request.POST[name]) for name in ("name", "mic", "camera") if name in request.POST),
        is_signed_in=_has_session(request) and request.user.is_authenticated,
        may_stand_in=settings.DEBUG and "sandbox" in settings.MEETING_SITES,
    )
    page = build_join_page(invitee, recipient, device, person=None, now=timezone.now(), opened=opened)
    return render(request, page.template, {"page": page})


def _unknown(request: HttpRequest, unknown: LinkUnknown) -> HttpResponse:
    if throttle.count_miss(request):
        response = render(request, "meetings/join/too_many.html", status=429)
        response["Retry-After"] = str(throttle.SECONDS)
        return response
    return render(request, "meetings/join/unknown.html", {"sentence": unknown.sentence}, status=404)


def _sealed(response: HttpResponse) -> HttpResponse:
    """Return the response so that no cache and no search engine keeps it, and its address goes to no other site."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _device(request: HttpRequest) -> Device:
    return device_of(request.headers.get("User-Agent", ""))


def _link_platform(device: Device) -> str:
    """Return for which client the link is, as ``hwmeeting.links`` names it.

    A browser on a system without a client of its own gets the desktop link: it may be mistaken about itself.
    """
    return {"": "windows", "android": "android-intent"}.get(device.platform, device.platform)


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _switches(request: HttpRequest) -> dict[str, Any]:
    return {"open_mic": "mic" in request.POST, "open_camera": "camera" in request.POST}
