"""A recording that the meeting service gives for a token alone: fetched by us, and handed on as it comes.

It may take an hour, and so holds no connection of the database, and no more than a few of the web's threads.
"""

import threading
from collections.abc import Iterator

import structlog
from django.db import connections
from django.utils.translation import gettext

from accounts.models import User
from accounts.vendor import clients
from history import access
from history.errors import NotAllowed, TooMany, VendorRefused
from history.models import Recording
from history.problems import Code
from history.services import recordings
from hwmeeting import Download, FileStream, HwMeetingError
from hwmeeting import NotAllowed as VendorNotAllowed
from hwmeeting.sentences import sentence
from l10n.problem import Problem

_log = structlog.get_logger("history.streaming")

# Of a web process with four threads, so that two are left for pages.
_MOST_AT_ONCE = 2
_free = threading.BoundedSemaphore(_MOST_AT_ONCE)


def downloads(*, recording: Recording, by: User) -> list[Download]:
    """Return the files of a recording in the form that takes a token, which each fetches once within the hour.

    The meeting service gives it to administrators alone (docs/vendor/history.md 13). Raises NotAllowed, AccountError
    and VendorRefused.
    """
    session = recording.session
    if session is None or not access.may_fetch(person=by, session=session):
        return []
    if not by.is_staff:
        return _told_why_not(recording, by)
    client = clients.client_for_administrator(tenant=session.tenant)
    try:
        return [each for each in client.recordings.download_urls(recording.vendor_conference_uuid) if each.url]
    except VendorNotAllowed as error:
        raise NotAllowed(Problem(Code.DOWNLOAD_NOT_CLEARED)) from error
    except HwMeetingError as error:
        raise VendorRefused(sentence(error.code, translate=gettext), vendor_code=error.code) from error


def _told_why_not(recording: Recording, by: User) -> list[Download]:
    """Raise NotAllowed where there are files, which administrators alone can have; return [] where there are none."""
    if recordings.has_files(recording=recording, by=by):
        raise NotAllowed(Problem(Code.ADMINISTRATOR_DOWNLOADS))
    return []


class FileOnItsWay:
    """A file for the answer to a request. While it is read, this thread holds no connection of the database."""

    def __init__(self, file: FileStream) -> None:
        self._file, self._is_open = file, True
        self.size, self.media_type = file.size, file.media_type or "application/octet-stream"

    def __iter__(self) -> Iterator[bytes]:
        connections.close_all()
        try:
            yield from self._file.pieces()
        except HwMeetingError as error:
            # The answer has begun: that it ends too early, its length tells.
            _log.warning("a recording broke off", error=repr(error))
            raise
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the vendor's connection and of the place; the server calls it, whatever has become of it."""
        if self._is_open:
            self._is_open = False
            self._file.close()
            _free.release()


def fetch(*, download: Download, recording: Recording, by: User) -> FileOnItsWay:
    """Return a file that ``downloads`` has told of, as it begins to come.

    Raises TooMany, AccountError and VendorRefused.
    """
    assert recording.session is not None
    if not _free.acquire(blocking=False):
        raise TooMany(Problem(Code.TOO_MANY_DOWNLOADS))
    try:
        client = clients.client_for_administrator(tenant=recording.session.tenant)
        file = client.recordings.fetch(download)
    except HwMeetingError as error:
        _free.release()
        raise VendorRefused(sentence(error.code, translate=gettext), vendor_code=error.code) from error
    except BaseException:
        _free.release()
        raise
    _log.info("recording downloaded", recording=recording.pk, by=by.pk, kind=download.kind)
    return FileOnItsWay(file)
