"""The link for everybody: the same pages as an invitee's, for whoever says a name.

A guest's POST reads no session, as at an invitee's link; nothing is kept of who has opened it.
"""

from collections.abc import Callable
from functools import partial, wraps
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from meetings.errors import LinkUnknown
from meetings.join import addressee, answers
from meetings.join.answers import Ask
from meetings.join.link import link_for_everybody
from meetings.mails.recipients import Recipient
from meetings.models import Meeting, OpenLink
from meetings.services import calendar_files, joining


def _by_link(view: Callable[[Ask, OpenLink], HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the link and show its page on the organiser's clock, in the reader's language or the one of ?lang=."""

    @wraps(view)
    def handle(request: HttpRequest, token: str) -> HttpResponse:
        try:
            open_link = addressee.find_open_link(token=token)
        except LinkUnknown as unknown:
            return answers.sealed(answers.unknown(request, unknown))
        link = link_for_everybody(open_link)
        answers.read_occurrences(link)
        asked = request.GET.get("lang", "")
        language = asked if asked in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = view(Ask(request, link, Recipient(language, ZoneInfo(link.meeting.time_zone))), open_link)
            response["Content-Language"] = language
        return answers.sealed(response)

    return handle


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def join(ask: Ask, open_link: OpenLink) -> HttpResponse:
    """Show the page of the link; a POST answers with what opens the client as a guest of the typed name."""
    if ask.request.method != "POST":
        return answers.show(ask, person=ask.person)
    return answers.open_as_guest(ask, partial(joining.launch_by_open_link, open_link=open_link))


@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def join_as_myself(ask: Ask, open_link: OpenLink) -> HttpResponse:
    """Open the client as the person who is signed in; a reload leads back to the page."""
    if ask.request.method != "POST":
        return redirect(ask.link.addresses.join)
    if not isinstance(ask.request.user, User):
        return redirect_to_login(ask.link.addresses.join)
    return answers.open_as_myself(ask, ask.request.user)


@require_safe
@_by_link
def calendar(ask: Ask, open_link: OpenLink) -> HttpResponse:
    """Return a calendar entry with this link as a file; what is off or over has its page instead."""
    meeting = open_link.meeting
    if meeting.state not in {Meeting.State.BOOKED, Meeting.State.RUNNING}:
        return redirect(ask.link.addresses.join)
    content = calendar_files.write_for_everybody(meeting=meeting, link=ask.link.address, now=timezone.now())
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
