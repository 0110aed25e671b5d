"""Meetings: book, change, cancel, look up (api-core.md 4 to 9 and 12)."""

import logging
from collections.abc import Iterator
from datetime import datetime

from hwmeeting.actor import Actor
from hwmeeting.attendee import Attendee
from hwmeeting.errors import NOT_READABLE, ServerFault
from hwmeeting.meeting import EndedMeeting, Meeting, MeetingDetail, meeting_of
from hwmeeting.request import MeetingRequest
from hwmeeting.transport import Call
from hwmeeting.wire import fields, milliseconds, rows

_log = logging.getLogger("hwmeeting")

_CONFERENCES = "/v1/mmc/management/conferences"


class Meetings:
    """The meetings that one user books, or is invited to."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def create(self, request: MeetingRequest) -> Meeting:
        """Book a meeting; without a start it begins now. Made twice it is two meetings."""
        return meeting_of(self._actor.call(Call("POST", _CONFERENCES, body=request.to_vendor())))

    def edit(self, conference_id: str, request: MeetingRequest) -> Meeting:
        """Make the meeting what ``request`` says, in whole: what that leaves out is reset.

        Start from ``MeetingRequest.from_detail``. A running meeting is a Conflict.
        """
        query = {"conferenceID": conference_id}
        return meeting_of(self._actor.call(Call("PUT", _CONFERENCES, query=query, body=request.to_vendor())))

    def cancel(self, conference_id: str, *, end_running: bool = False) -> None:
        """Cancel the meeting; one that is running is a Conflict unless ``end_running``."""
        query = {"conferenceID": conference_id, **({"type": "1"} if end_running else {})}
        self._actor.call(Call("DELETE", _CONFERENCES, query=query, has_answer=False))

    def list(self, *, query_all: bool = False) -> Iterator[Meeting]:
        """All meetings that are not over, running ones too, page by page.

        Of this user; with ``query_all`` of the whole enterprise, for its administrators.
        """
        for page in self._actor.pages(_CONFERENCES, _all(query_all)):
            yield from map(Meeting.from_vendor, rows(page, "data"))

    def online(self, *, query_all: bool = False) -> Iterator[Meeting]:
        """Meetings that are running now, page by page; ``query_all`` as in ``list``."""
        for page in self._actor.pages(f"{_CONFERENCES}/online", _all(query_all)):
            yield from map(Meeting.from_vendor, rows(page, "data"))

    def start(self, conference_id: str, password: str) -> None:
        """Open the meeting without a client, as is needed before it is controlled while nobody is in (api-core.md 10).

        The host password always serves, a guest's only where guests may start.
        """
        body = {"conferenceID": conference_id, "password": password}
        self._actor.call(Call("POST", f"{_CONFERENCES}/start", body=body))

    def detail(self, conference_id: str) -> MeetingDetail:
        """A meeting that is not over, with all of its invitees; NotFound if there is none."""
        pages = list(self._actor.pages(f"{_CONFERENCES}/confDetail", {"conferenceID": conference_id}, within="data"))
        meeting = Meeting.from_vendor(fields(pages[0], "conferenceData") or {})
        if not meeting.conference_id:
            raise ServerFault(code=NOT_READABLE, status=200)
        attendees = (row for page in pages for row in rows(fields(page, "data") or {}, "data"))
        return MeetingDetail(meeting, tuple(map(Attendee.from_vendor, attendees)))

    def history(self, *, since: datetime, until: datetime, query_all: bool = False) -> Iterator[EndedMeeting]:
        """Sessions that began between two aware times and are over, the earliest first, page by page.

        ``query_all`` as in ``list``. A row that tells neither which session it was nor when is left out.
        """
        span = {"startDate": milliseconds(since), "endDate": milliseconds(until), "sortType": "ASC_StartTIME"}
        for page in self._actor.pages(f"{_CONFERENCES}/history", span | _all(query_all)):
            for row in rows(page, "data"):
                ended = EndedMeeting.from_vendor(row)
                if ended is None:
                    _log.warning("a session without id or times is left out")
                    continue
                yield ended


def _all(query_all: bool) -> dict[str, str]:
    return {"queryAll": "true"} if query_all else {}
