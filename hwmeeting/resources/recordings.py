"""Recordings: look up, fetch, delete (docs/vendor/history.md 13)."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime

from hwmeeting.errors import NOT_READABLE, ServerFault
from hwmeeting.http.actor import LARGEST_PAGE, Actor
from hwmeeting.http.answers import object_of
from hwmeeting.http.transport import Call
from hwmeeting.types.recording import Download, Recording, RecordingFile
from hwmeeting.wire import compact, fields, milliseconds, rows, whole

_log = logging.getLogger("hwmeeting")

_RECORDINGS = "/v1/mmc/management/record"


class Recordings:
    """The recordings of meetings that one user has booked; an administrator's are those of the enterprise."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def list(
        self, *, since: datetime, until: datetime, query_all: bool = False, user_uuid: str = "", search: str = ""
    ) -> Iterator[Recording]:
        """Those that began between two aware times, the earliest first, page by page, also while not yet available.

        For administrators: ``query_all`` for the whole enterprise, ``user_uuid`` for one of its people. A row that
        doesn't tell which session it is of is left out.
        """
        asked = {
            "startDate": milliseconds(since),
            "endDate": milliseconds(until),
            "sortType": "ASC_StartTIME",
            "queryAll": "true" if query_all else "",
            "userUUID": user_uuid,
            "searchKey": search,
        }
        for page in self._actor.pages(f"{_RECORDINGS}/files", compact(asked)):
            for row in rows(page, "data"):
                recording = Recording.from_vendor(row)
                if not recording.conference_uuid:
                    _log.warning("a recording without its session is left out")
                    continue
                yield recording

    def detail(self, conference_uuid: str) -> Recording:
        """One recording; NotFound if there is none, or it is somebody else's."""
        path, query = "/v1/mmc/management/conferences/record/files", {"confUUID": conference_uuid}
        recording = Recording.from_vendor(object_of(self._actor.call(Call("GET", path, query=query))))
        if not recording.conference_uuid:
            raise ServerFault(code=NOT_READABLE, status=200)
        return recording

    def download_urls(self, conference_uuid: str) -> Iterator[Download]:
        """The files with what lets each be fetched once, page by page; none before the recording is available.

        For administrators, and only of enterprises that the vendor has allowed it: anybody else is NotAllowed.
        """
        offset, found = 0, LARGEST_PAGE
        while found == LARGEST_PAGE:
            query = {"confUUID": conference_uuid, "offset": str(offset), "limit": str(LARGEST_PAGE)}
            answer = object_of(self._actor.call(Call("GET", f"{_RECORDINGS}/downloadurls", query=query)))
            page = [row for record in rows(answer, "recordUrls") for row in rows(record, "urls")]
            yield from map(Download.from_vendor, page)
            found = len(page)
            offset += found

    def files(self, conference_uuid: str) -> Iterator[RecordingFile]:
        """The files with sizes and sums, by the newer of the vendor's calls, part by part."""
        offset, count = 0, 1
        while offset < count:
            body = {"confUUID": conference_uuid, "segmentOffset": offset, "segmentLimit": LARGEST_PAGE}
            answer = object_of(self._actor.call(Call("POST", "/v1/mmc/rlm/record/info", body=body)))
            told = fields(answer, "data") or {}
            segments = rows(told, "segmentList")
            for segment in segments:
                for file in rows(segment, "fileList"):
                    yield RecordingFile.from_vendor(whole(segment, "segmentOrder"), file)
            offset += len(segments)
            count = (whole(told, "segmentCount") or 0) if segments else 0

    def delete(self, conference_uuids: Sequence[str]) -> None:
        """Delete them for good. NotFound if one of them is gone or somebody else's: look which of them are left."""
        query = {"confUUIDs": ",".join(conference_uuids)}
        self._actor.call(Call("DELETE", f"{_RECORDINGS}/files", query=query, has_answer=False))
