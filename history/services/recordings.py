"""The addresses of recorded files, asked for when somebody presses: they are good for an hour and never kept."""

from urllib.parse import urlsplit

import structlog
from django.utils.translation import gettext

from accounts.models import User
from accounts.vendor import clients
from history import access
from history.errors import VendorRefused
from history.models import Recording
from hwmeeting import Client, HwMeetingError, RecordingFile
from hwmeeting.sentences import sentence

_log = structlog.get_logger("history.recordings")


def files(*, recording: Recording, by: User) -> list[RecordingFile]:
    """Return the files of a recording with addresses that can be opened, part by part; [] for whoever may not.

    Raises AccountError where nobody can act at the meeting service, and VendorRefused.
    """
    session = recording.session
    if session is None or not access.may_fetch(person=by, session=session):
        return []
    try:
        found = list(_client(recording, by).recordings.files(recording.vendor_conference_uuid))
    except HwMeetingError as error:
        raise VendorRefused(sentence(error.code, translate=gettext), vendor_code=error.code) from error
    _log.info("recording opened", recording=recording.pk, by=by.pk, count=len(found))
    return [file for file in found if _is_web(file.play_url) or _is_web(file.download_url)]


def address(file: RecordingFile, *, is_download: bool) -> str:
    """Return where a browser finds the file, to keep or to watch it; "" where it is not to be had so."""
    wanted = file.download_url if is_download else file.play_url
    return wanted if _is_web(wanted) else ""


def _client(recording: Recording, by: User) -> Client:
    """Return a client of whoever booked the meeting where that is ``by``, else of the tenant's administrator."""
    session = recording.session
    assert session is not None
    booker = session.meeting.organiser_id if session.meeting else session.organiser_id
    if booker == by.pk:
        return clients.client_for(person=by, within=session.tenant)
    return clients.client_for_administrator(tenant=session.tenant)


def _is_web(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"https", "http"} and bool(parts.netloc)
