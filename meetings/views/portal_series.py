"""What the organiser decides about a series that the portal keeps, while it isn't whole."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from meetings.errors import MeetingError
from meetings.services import portal_series
from meetings.views.lookups import person_of

_DECISIONS = {"retry": portal_series.retry, "keep": portal_series.keep, "undo": portal_series.undo}


@require_POST
@login_required
def decide(request: HttpRequest, series_id: uuid.UUID) -> HttpResponse:
    """Try again what was refused, do without it, or take all of the series back."""
    person = person_of(request)
    series = portal_series.find(series_id=series_id, organiser=person)
    does = _DECISIONS.get(request.POST.get("does", ""))
    if series is None or does is None:
        raise Http404
    try:
        does(series=series, by=person, now=timezone.now())
    except MeetingError as error:
        messages.error(request, error.sentence)
    shown = series.members.filter(pk=request.POST.get("from", "")).first() if _is_id(request) else None
    first = shown or series.members.order_by("start_at")[0]
    return redirect("meetings:detail", first.pk)


def _is_id(request: HttpRequest) -> bool:
    try:
        uuid.UUID(request.POST.get("from", ""))
    except ValueError:
        return False
    return True
