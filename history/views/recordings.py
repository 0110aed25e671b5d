"""What was recorded of a session: watched, downloaded, deleted; each is asked of the meeting service on the click."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import AccountError
from accounts.models import User
from history import access
from history.errors import HistoryError
from history.models import EndedSession, Recording
from history.pages.recorded_files import build_downloads, build_recorded_files
from history.services import recordings, streaming
from history.views.content_policy import leads_to_recordings
from hwmeeting import RecordingFile
from meetings.views.lookups import person_of


@leads_to_recordings
@require_POST
@login_required
def recording(request: HttpRequest, session_id: int, recording_id: int) -> HttpResponseBase:
    """Redirect to the file that was asked for; where there are several, show which, each with its own buttons.

    What the meeting service gives for a token alone is handed on as it comes.
    """
    person = person_of(request)
    row = _recording(person, session_id, recording_id)
    try:
        files = recordings.files(recording=row, by=person)
        if not files:
            return _download(request, row, person)
    except (AccountError, HistoryError) as error:
        return _refused(request, row, error.sentence)
    is_download = request.POST.get("do") == "download"
    chosen = _chosen(files, request.POST.get("file", ""))
    if chosen is None and len(files) > 1:
        return render(request, "history/recording.html", {"page": build_recorded_files(row, files)})
    address = recordings.address(chosen, is_download=is_download) if chosen else ""
    if not address:
        return _refused(request, row, _("The meeting service has no file of it that a browser can open."))
    response = redirect(address)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
@login_required
def delete(request: HttpRequest, session_id: int, recording_id: int) -> HttpResponse:
    """Ask whether it is to be deleted at the meeting service, and once that is confirmed, do it."""
    person = person_of(request)
    row = _recording(person, session_id, recording_id)
    if request.POST.get("sure") != "yes":
        return render(request, "history/delete_recording.html", {"recording": row, "session": row.session})
    try:
        recordings.delete(recording=row, by=person, now=timezone.now())
    except (AccountError, HistoryError) as error:
        return _refused(request, row, error.sentence)
    messages.success(request, _("The recording is deleted."))
    return redirect("history:session", row.session_id)


def _recording(person: User, session_id: int, recording_id: int) -> Recording:
    """Return a recording that the person may fetch. Raises Http404 for any other."""
    session: EndedSession | None = access.session_for(person=person, session_id=session_id)
    if session is None or not access.may_fetch(person=person, session=session):
        raise Http404
    row = Recording.objects.visible_to(person).present().filter(session=session, pk=recording_id).first()
    if row is None:
        raise Http404
    row.session = session
    return row


def _download(request: HttpRequest, row: Recording, person: User) -> HttpResponseBase:
    """Hand on the file that was asked for; where there are several, show which."""
    found = streaming.downloads(recording=row, by=person)
    number = request.POST.get("file", "") or ("0" if len(found) == 1 else "")
    if not found:
        return _refused(request, row, _("The meeting service has no file of it that a browser can open."))
    if not _is_among(number, len(found)):
        return render(request, "history/recording.html", {"page": build_downloads(row, found)})
    chosen = found[int(number)]
    file = streaming.fetch(download=chosen, recording=row, by=person)
    name = f'attachment; filename="recording-{row.pk}-{number}.mp4"'
    # Neither the browser nor a proxy keeps it or waits for all of it.
    headers = {"Content-Disposition": name, "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    if file.size is not None:
        headers["Content-Length"] = str(file.size)
    return StreamingHttpResponse(file, content_type=file.media_type, headers=headers)


def _chosen(files: list[RecordingFile], number: str) -> RecordingFile | None:
    """Return the file of that number, from 0 on; the only one where none is named."""
    if len(files) == 1 and not number:
        return files[0]
    return files[int(number)] if _is_among(number, len(files)) else None


def _is_among(number: str, count: int) -> bool:
    return number.isascii() and number.isdigit() and len(number) < 6 and int(number) < count


def _refused(request: HttpRequest, row: Recording, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("history:session", row.session_id)
