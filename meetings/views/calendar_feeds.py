"""The private address of somebody's meetings: its page, and what a calendar program reads there."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings.models import CalendarFeed
from meetings.services import calendar_feeds
from meetings.views.lookups import person_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def subscription(request: HttpRequest) -> HttpResponse:
    """Show the address, and do what the button says: on, new or off; anything else changes nothing."""
    person, asked = person_of(request), request.POST.get("feed", "")
    if asked == "on":
        calendar_feeds.switch_on(person=person, now=timezone.now())
    elif asked == "new":
        calendar_feeds.replace(person=person, now=timezone.now())
        messages.success(request, _("There is a new address. Nothing is found at the one before any more."))
    elif asked == "off":
        calendar_feeds.switch_off(person=person)
        messages.success(request, _("The address is switched off. Nothing is found there any more."))
    if request.method == "POST":
        return redirect("meetings:subscription")
    feed = CalendarFeed.objects.filter(person=person).first()
    address = calendar_feeds.address_of(feed=feed) if feed else ""
    response = render(
        request,
        "meetings/subscription.html",
        {"address": address, "webcal": f"webcal:{address.partition(':')[2]}" if address else ""},
    )
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Return the calendar of whoever's address it is, or 304 to a program that has it as it is."""
    now = timezone.now()
    found = calendar_feeds.find(token=token, now=now)
    if found is None:
        if calendar_feeds.is_guessing(client=get_adapter(request).get_client_ip(request), now=now):
            return HttpResponse(status=429, headers={"Retry-After": "600"})
        raise Http404
    headers = {"Cache-Control": "private, no-cache", "ETag": quote_etag(found.content.version)}
    known = get_conditional_response(request, etag=headers["ETag"])
    if known is not None:
        for name, value in headers.items():
            known[name] = value
        return known
    headers["Content-Disposition"] = 'inline; filename="meetings.ics"'
    return HttpResponse(
        calendar_feeds.write(feed=found, now=now), content_type="text/calendar; charset=utf-8", headers=headers
    )
