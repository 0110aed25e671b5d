"""The one link: what it shows, and how guests and those who are signed in join.

A guest's POST is exempt from CSRF and reads no session (portal.middleware takes its cookies away): the
token in the address is its whole right, and mail web views drop cookies. Joining as oneself is at an
address of its own with both. GET and HEAD change nothing: mail scanners open every link.
"""

from collections.abc import Callable
from functools import partial, wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from meetings.errors import LinkUnknown
from meetings.join import addressee, answers
from meetings.join.answers import Ask
from meetings.join.link import link_of_invitee
from meetings.mails import queueing, recipients
from meetings.models import Invitee
from meetings.services import joining

View = Callable[[Ask, Invitee], HttpResponse]


def _by_link(view: View) -> Callable[..., HttpResponse]:
    """Find the invitee and show the page in the invitation's language, or the one asked for with ?lang=."""

    @wraps(view)
    def handle(request: HttpRequest, token: str) -> HttpResponse:
        try:
            invitee = addressee.find_invitee(token=token, now=timezone.now())
        except LinkUnknown as unknown:
            return answers.sealed(answers.unknown(request, unknown))
        link = link_of_invitee(invitee)
        answers.read_occurrences(link)
        recipient = recipients.recipient_for_invitee(invitee, organiser=invitee.meeting.organiser)
        asked = request.GET.get("lang", "")
        language = asked if asked in dict(settings.LANGUAGES) else recipient.language
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = view(Ask(request, link, recipients.Recipient(language, recipient.zone)), invitee)
            response["Content-Language"] = language
        return answers.sealed(response)

    return handle


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def join(ask: Ask, invitee: Invitee) -> HttpResponse:
    """Show the page of the link; a POST answers with what opens the client as a guest."""
    if ask.request.method != "POST":
        return answers.show(ask, person=ask.person)
    return answers.open_as_guest(ask, partial(joining.guest_launch, invitee=invitee))


@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def join_as_myself(ask: Ask, invitee: Invitee) -> HttpResponse:
    """Open the client as the person who is signed in, whoever the link was for; a reload leads back to the page."""
    if ask.request.method != "POST":
        return redirect(ask.link.addresses.join)
    if not isinstance(ask.request.user, User):
        return redirect_to_login(ask.link.addresses.join)
    return answers.open_as_myself(ask, ask.request.user)


@csrf_exempt
@require_POST
@_by_link
def choose_language(ask: Ask, invitee: Invitee) -> HttpResponse:
    """Keep the language that an outsider has chosen, and show the page in it, to anybody."""
    language = ask.request.POST.get("language", "")
    addressee.choose_language(invitee=invitee, language=language)
    asked = f"?lang={language}" if language in dict(settings.LANGUAGES) else ""
    return redirect(f"{ask.link.addresses.join}{asked}")


@csrf_exempt
@require_POST
@_by_link
def learn_zone(ask: Ask, invitee: Invitee) -> HttpResponse:
    """Keep the zone that the browser of an outsider says it is in."""
    addressee.learn_zone(invitee=invitee, zone=ask.request.POST.get("zone", ""))
    return HttpResponse(status=204)


@require_safe
@_by_link
def calendar(ask: Ask, invitee: Invitee) -> HttpResponse:
    """Return the calendar entry as a file."""
    method, text = queueing.calendar_of(invitee=invitee, now=timezone.now())
    content_type = f"text/calendar; method={method}; charset=utf-8"
    return HttpResponse(
        text, content_type=content_type, headers={"Content-Disposition": 'attachment; filename="invite.ics"'}
    )
