"""The addresses of recorded files, asked for when somebody presses: they are good for an hour and never kept."""

from datetime import datetime
from urllib.parse import urlsplit

import structlog
from django.db import transaction
from django.utils.translation import gettext

from accounts.audit import record_action
from accounts.models import User
from accounts.vendor import clients
from history import access
from history.actions import Action
from history.errors import NotAllowed, VendorRefused
from history.models import Recording
from history.problems import Code
from hwmeeting import Client, HwMeetingError, NotFound, RecordingFile
from hwmeeting.sentences import sentence
from l10n.problem import Problem

_log = structlog.get_logger("history.recordings")


def files(*, recording: Recording, by: User) -> list[RecordingFile]:
    """Return the files of a recording with addresses that can be opened, part by part; [] for whoever may not.

    Raises AccountError where nobody can act at the meeting service, and VendorRefused.
    """
    found = _named(recording, by)
    _log.info("recording opened", recording=recording.pk, by=by.pk, count=len(found))
    return [file for file in found if _is_web(file.play_url) or _is_web(file.download_url)]


def has_files(*, recording: Recording, by: User) -> bool:
    """Return whether there are files at all, with addresses or without. Raises the same."""
    return bool(_named(recording, by))


def _named(recording: Recording, by: User) -> list[RecordingFile]:
    session = recording.session
    if session is None or not access.may_fetch(person=by, session=session):
        return []
    try:
        return list(_client(recording, by).recordings.files(recording.vendor_conference_uuid))
    except HwMeetingError as error:
        raise VendorRefused(sentence(error.code, translate=gettext), vendor_code=error.code) from error


def delete(*, recording: Recording, by: User, now: datetime) -> None:
    """Delete a recording at the meeting service for good, for whoever may fetch it; it is audited.

    One that is gone there already is gone here, too: so what got no answer is simply asked again. Raises NotAllowed,
    AccountError and VendorRefused.
    """
    session = recording.session
    if session is None or not access.may_fetch(person=by, session=session):
        raise NotAllowed(Problem(Code.NO_RIGHT_TO_RECORDING))
    try:
        _client(recording, by).recordings.delete([recording.vendor_conference_uuid])
    except NotFound:
        _log.info("a recording is gone already", recording=recording.pk)
    except HwMeetingError as error:
        raise VendorRefused(sentence(error.code, translate=gettext), vendor_code=error.code) from error
    with transaction.atomic(durable=True):
        Recording.objects.filter(pk=recording.pk).update(gone_at=now)
        record_action(session, by=by, what=Action.DELETED_RECORDING.value)
    _log.info("recording deleted", recording=recording.pk, by=by.pk)


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
