"""One session, and its attendance as a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from history import access
from history.models import EndedSession
from history.pages.session import build_session_page
from history.services import attendance_table
from history.views.content_policy import leads_to_recordings
from history.views.files import csv_response, xlsx_response
from meetings.views.lookups import person_of


@leads_to_recordings
@require_safe
@login_required
def session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Show a session to whoever may see it."""
    page = build_session_page(_session(request, session_id), person_of(request), timezone.now())
    return render(request, "history/session.html", {"page": page})


@require_safe
@login_required
def attendance(request: HttpRequest, session_id: int, file_format: str) -> HttpResponse:
    """Answer with a file of everybody, for whoever sees everybody."""
    found, person = _session(request, session_id), person_of(request)
    if not access.is_in_charge(person=person, session=found):
        raise Http404
    name = f"attendance-{found.pk}"
    if file_format == "xlsx":
        return xlsx_response(attendance_table.as_xlsx(session=found, by=person), name=name)
    return csv_response(attendance_table.as_csv(session=found, by=person), name=name)


def _session(request: HttpRequest, session_id: int) -> EndedSession:
    found = access.session_for(person=person_of(request), session_id=session_id)
    if found is None:
        raise Http404
    return found
