"""One session, its attendance as a file, and its recordings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import AccountError
from history import access
from history.errors import HistoryError
from history.models import EndedSession, Recording
from history.pages.recorded_files import build_recorded_files
from history.pages.session import build_session_page
from history.services import attendance_table, recordings
from history.views.content_policy import leads_to_recordings
from hwmeeting import RecordingFile
from meetings.views.lookups import person_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    name = f'attachment; filename="attendance-{found.pk}.{file_format}"'
    if file_format == "xlsx":
        content = attendance_table.as_xlsx(session=found, by=person)
        return HttpResponse(content, content_type=_XLSX, headers={"Content-Disposition": name})
    text = attendance_table.as_csv(session=found, by=person)
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


@leads_to_recordings
@require_POST
@login_required
def recording(request: HttpRequest, session_id: int, recording_id: int) -> HttpResponse:
    """Redirect to the file that was asked for; where there are several, show which, each with its own buttons."""
    found, person = _session(request, session_id), person_of(request)
    row = Recording.objects.visible_to(person).present().filter(session=found, pk=recording_id).first()
    if row is None or not access.may_fetch(person=person, session=found):
        raise Http404
    row.session = found
    try:
        files = recordings.files(recording=row, by=person)
    except (AccountError, HistoryError) as error:
        return _refused(request, found, error.sentence)
    is_download = request.POST.get("do") == "download"
    chosen = _chosen(files, request.POST.get("file", ""))
    if chosen is None and len(files) > 1:
        return render(request, "history/recording.html", {"page": build_recorded_files(row, files)})
    address = recordings.address(chosen, is_download=is_download) if chosen else ""
    if not address:
        return _refused(request, found, _("The meeting service has no file of it that a browser can open."))
    response = redirect(address)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _session(request: HttpRequest, session_id: int) -> EndedSession:
    found = access.session_for(person=person_of(request), session_id=session_id)
    if found is None:
        raise Http404
    return found


def _chosen(files: list[RecordingFile], number: str) -> RecordingFile | None:
    """Return the file of that number, from 0 on; the only one where none is named."""
    if len(files) == 1 and not number:
        return files[0]
    is_number = number.isascii() and number.isdigit() and len(number) < 6
    return files[int(number)] if is_number and int(number) < len(files) else None


def _refused(request: HttpRequest, found: EndedSession, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("history:session", found.pk)
