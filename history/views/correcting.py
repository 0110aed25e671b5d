"""Who somebody in a session was, said on its page by whoever sees everybody in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from history import access
from history.errors import Gone, InvalidRequest
from history.models import Presence
from history.pages.session import build_session_page
from history.pages.who_is_who import Refused
from history.services import correcting
from history.views.content_policy import leads_to_recordings
from meetings.views.lookups import person_of


@leads_to_recordings
@require_POST
@login_required
def correct(request: HttpRequest, session_id: int, presence_id: int) -> HttpResponse:
    """Do what was pressed: it was them, it was whoever is typed, it was nobody of ours, or nothing was said."""
    by = person_of(request)
    session = access.session_for(person=by, session_id=session_id)
    if session is None or not correcting.can_correct(session=session, by=by):
        raise Http404
    try:
        presence = correcting.find_presence(session=session, presence_id=presence_id)
        if request.POST.get("do") == "is":
            _say(presence, correcting.find_person(typed=request.POST.get("typed", ""), session=session), by)
        else:
            _press(request.POST.get("do", ""), presence, by)
    except Gone as error:
        messages.error(request, error.sentence)
    except InvalidRequest as error:
        refused = Refused(presence_id, request.POST.get("typed", "")[:200], error.sentence)
        page = build_session_page(session, by, timezone.now(), refused=refused)
        return render(request, "history/session.html", {"page": page}, status=error.status)
    else:
        messages.success(request, _("Saved. Later readings of the history keep it."))
    return redirect(f"{reverse('history:session', args=[session.pk])}#match")


def _press(pressed: str, presence: Presence, by: User) -> None:
    if pressed == "confirm" and presence.person:
        _say(presence, presence.person, by)
    elif pressed == "nobody":
        _say(presence, None, by)
    elif pressed == "undo":
        correcting.undo(presence=presence, by=by)
    else:
        raise Http404


def _say(presence: Presence, person: User | None, by: User) -> None:
    correcting.correct(presence=presence, person=person, by=by, now=timezone.now())
