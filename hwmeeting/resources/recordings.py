"""Recordings: look up, fetch, delete (docs/vendor/history.md 13)."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime

from hwmeeting.errors import ServerFault
from hwmeeting.http.actor import LARGEST_PAGE, Actor
from hwmeeting.http.answers import require_object
from hwmeeting.http.download import FileStream, open_file
from hwmeeting.http.transport import Call
from hwmeeting.types.page import Page
from hwmeeting.types.recording import Download, Recording, RecordingFile
from hwmeeting.wire.reading import count_rows, read_integer, read_object, read_objects
from hwmeeting.wire.writing import drop_empty, write_epoch_milliseconds

_log = logging.getLogger("hwmeeting")

_RECORDINGS = "/v1/mmc/management/record"


class Recordings:
    """The recordings of meetings that one user has booked; an administrator's are those of the enterprise."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def list(
        self, *, since: datetime, until: datetime, query_all: bool = False, user_uuid: str = "", search: str = ""
    ) -> Iterator[Recording]:
        """Yield the recordings that began between two aware times, the earliest first, also those not yet available.

        For administrators: ``query_all`` for the whole enterprise, ``user_uuid`` for one of its people. A row
        without its session is left out.
        """
        for page in self.pages(since=since, until=until, query_all=query_all, user_uuid=user_uuid, search=search):
            yield from page.rows

    def pages(
        self, *, since: datetime, until: datetime, query_all: bool = False, user_uuid: str = "", search: str = ""
    ) -> Iterator[Page[Recording]]:
        """Yield the same as pages, which say how many rows there are: a list may change while it is read."""
        query = {
            "startDate": write_epoch_milliseconds(since),
            "endDate": write_epoch_milliseconds(until),
            "sortType": "ASC_StartTIME",
            "queryAll": "true" if query_all else "",
            "userUUID": user_uuid,
            "searchKey": search,
        }
        for page in self._actor.pages(f"{_RECORDINGS}/files", drop_empty(query)):
            found = (Recording.from_vendor(row) for row in read_objects(page, "data"))
            rows = tuple(recording for recording in found if recording.conference_uuid)
            received = count_rows(page, "data")
            if len(rows) < received:
                _log.warning("recordings without their session are left out: %d", received - len(rows))
            yield Page(rows, received, read_integer(page, "count"))

    def detail(self, conference_uuid: str) -> Recording:
        """Return one recording; NotFound if there is none, or it is somebody else's."""
        path, query = "/v1/mmc/management/conferences/record/files", {"confUUID": conference_uuid}
        recording = Recording.from_vendor(require_object(self._actor.call(Call("GET", path, query=query))))
        if not recording.conference_uuid:
            raise ServerFault.not_readable()
        return recording

    def download_urls(self, conference_uuid: str) -> Iterator[Download]:
        """Yield the files with a link that fetches each once, page by page; none before the recording is available.

        It is for administrators, and only of enterprises that the vendor has allowed it: all others are NotAllowed.
        """
        offset, found = 0, LARGEST_PAGE
        while found == LARGEST_PAGE:
            query = {"confUUID": conference_uuid, "offset": str(offset), "limit": str(LARGEST_PAGE)}
            answer = require_object(self._actor.call(Call("GET", f"{_RECORDINGS}/downloadurls", query=query)))
            records = read_objects(answer, "recordUrls")
            yield from (Download.from_vendor(row) for record in records for row in read_objects(record, "urls"))
            found = sum(count_rows(record, "urls") for record in records)
            offset += found

    def fetch(self, download: Download) -> FileStream:
        """Return one of them as it comes; the caller closes it. Its token is used up by that."""
        return open_file(download.url, download.token, ca_file=self._actor.endpoint.ca_file)

    def files(self, conference_uuid: str) -> Iterator[RecordingFile]:
        """Yield the files with sizes and sums, by the newer of the vendor's calls, part by part."""
        offset, count = 0, 1
        while offset < count:
            body = {"confUUID": conference_uuid, "segmentOffset": offset, "segmentLimit": LARGEST_PAGE}
            answer = require_object(self._actor.call(Call("POST", "/v1/mmc/rlm/record/info", body=body)))
            data = read_object(answer, "data") or {}
            for segment in read_objects(data, "segmentList"):
                for file in read_objects(segment, "fileList"):
                    yield RecordingFile.from_vendor(read_integer(segment, "segmentOrder"), file)
            found = count_rows(data, "segmentList")
            offset += found
            count = (read_integer(data, "segmentCount") or 0) if found else 0

    def delete(self, conference_uuids: Sequence[str]) -> None:
        """Delete recordings for good; NotFound if one is gone or somebody else's: list which of them are left."""
        query = {"confUUIDs": ",".join(conference_uuids)}
        self._actor.call(Call("DELETE", f"{_RECORDINGS}/files", query=query, has_answer=False))
