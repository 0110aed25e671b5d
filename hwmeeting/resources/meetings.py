"""Meetings: book, change, cancel, look up (docs/vendor/meetings.md 4 to 9, control.md 10, history.md 12)."""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime

from hwmeeting.errors import ServerFault
from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import require_object
from hwmeeting.http.transport import Call
from hwmeeting.types.attendee import Attendee
from hwmeeting.types.meeting import Meeting, MeetingDetail
from hwmeeting.types.meeting_request import MeetingRequest
from hwmeeting.types.page import Page
from hwmeeting.types.participant import Participant
from hwmeeting.types.region import Region
from hwmeeting.types.session import Attendance, ControlRecord, EndedMeeting
from hwmeeting.wire.reading import count_rows, read_flag, read_integer, read_object, read_objects, read_text
from hwmeeting.wire.writing import write_epoch_milliseconds

_log = logging.getLogger("hwmeeting")

_CONFERENCES = "/v1/mmc/management/conferences"
_NUMBER = "/v2/mms/ncms/conferences/online/check-callnumber-in-conf"


class Meetings:
    """The meetings that one user books or is invited to."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def create(self, request: MeetingRequest) -> Meeting:
        """Book a meeting; without a start it begins now. A repeated call books another one."""
        return Meeting.from_answer(self._actor.call(Call("POST", _CONFERENCES, body=request.to_vendor())))

    def edit(self, conference_id: str, request: MeetingRequest) -> Meeting:
        """Change the whole meeting to ``request``: the vendor resets what that leaves out.

        Start from ``MeetingRequest.from_detail``. A running meeting is a Conflict.
        """
        query = {"conferenceID": conference_id}
        return Meeting.from_answer(self._actor.call(Call("PUT", _CONFERENCES, query=query, body=request.to_vendor())))

    def cancel(self, conference_id: str, *, end_running: bool = False) -> None:
        """Cancel the meeting; one that is running is a Conflict unless ``end_running``."""
        query = {"conferenceID": conference_id, **({"type": "1"} if end_running else {})}
        self._actor.call(Call("DELETE", _CONFERENCES, query=query, has_answer=False))

    def list(self, *, query_all: bool = False) -> Iterator[Meeting]:
        """Yield this user's meetings that are not over, running ones too, page by page.

        With ``query_all`` they are those of the whole enterprise, for its administrators.
        """
        # Which span is meant if none is named is not published (docs/vendor/meetings.md 8.1).
        for page in self._actor.pages(_CONFERENCES, {"queryConfMode": "ALL"} | _build_scope(query_all)):
            yield from map(Meeting.from_vendor, read_objects(page, "data"))

    def online(self, *, query_all: bool = False) -> Iterator[Meeting]:
        """Yield the meetings that are running now, page by page; ``query_all`` as in ``list``."""
        for page in self._actor.pages(f"{_CONFERENCES}/online", _build_scope(query_all)):
            yield from map(Meeting.from_vendor, read_objects(page, "data"))

    def start(self, conference_id: str, password: str) -> None:
        """Open the meeting without a client, needed to control it while nobody is in (docs/vendor/control.md 10.1).

        The host password is always accepted, a guest's only where guests may start.
        """
        body = {"conferenceID": conference_id, "password": password}
        self._actor.call(Call("POST", f"{_CONFERENCES}/start", body=body))

    def detail(self, conference_id: str) -> MeetingDetail:
        """Return a meeting that is not over, with all of its invitees; NotFound if there is none."""
        return self._detail("confDetail", {"conferenceID": conference_id})

    def online_detail(self, conference_id: str) -> MeetingDetail:
        """Return a meeting that is running now, with all of its invitees; NotFound if it isn't."""
        return self._detail("online/confDetail", {"conferenceID": conference_id})

    def ended_detail(self, conference_uuid: str) -> MeetingDetail:
        """Return a session that is over, as it was, with all of its invitees; NotFound if there was none."""
        return self._detail("history/confDetail", {"confUUID": conference_uuid})

    def _detail(self, name: str, query: Mapping[str, str]) -> MeetingDetail:
        pages = list(self._actor.pages(f"{_CONFERENCES}/{name}", query, within="data"))
        meeting = Meeting.from_vendor(read_object(pages[0], "conferenceData") or {})
        if not meeting.conference_id:
            raise ServerFault.not_readable()
        attendees = (row for page in pages for row in read_objects(read_object(page, "data") or {}, "data"))
        return MeetingDetail(meeting, tuple(map(Attendee.from_vendor, attendees)))

    def history(self, *, since: datetime, until: datetime, query_all: bool = False) -> Iterator[EndedMeeting]:
        """Yield the sessions that are over and began between two aware times, the earliest first, page by page.

        ``query_all`` as in ``list``. A row without session or times is left out.
        """
        for page in self.history_pages(since=since, until=until, query_all=query_all):
            yield from page.rows

    def history_pages(
        self, *, since: datetime, until: datetime, query_all: bool = False
    ) -> Iterator[Page[EndedMeeting]]:
        """Yield the same as pages, which say how many rows there are: a list may change while it is read."""
        span = {
            "startDate": write_epoch_milliseconds(since),
            "endDate": write_epoch_milliseconds(until),
            "sortType": "ASC_StartTIME",
        }
        for page in self._actor.pages(f"{_CONFERENCES}/history", span | _build_scope(query_all)):
            rows = tuple(ended for row in read_objects(page, "data") if (ended := EndedMeeting.from_vendor(row)))
            received = count_rows(page, "data")
            if len(rows) < received:
                _log.warning("sessions without id or times are left out: %d", received - len(rows))
            yield Page(rows, received, read_integer(page, "count"))

    def participants(self, conference_id: str) -> Iterator[Participant]:
        """Yield the participants of a running meeting, page by page; NotFound if it isn't running."""
        for page in self._actor.pages(f"{_CONFERENCES}/online/conf-attendee", {"conf_id": conference_id}):
            yield from map(Participant.from_vendor, read_objects(page, "data"))

    def find_by_number(self, number: str) -> str:
        """Return the ID of the running meeting that a SIP or phone number is in, "" for none."""
        answer = require_object(self._actor.call(Call("GET", _NUMBER, query={"call_number": number})))
        return read_text(answer, "conf_id") if read_flag(answer, "in_conf") else ""

    def attendance(self, conference_uuid: str, *, language: str = "") -> Iterator[Attendance]:
        """Yield the stays in a session that is over, one each time that somebody came in, page by page.

        ``language`` is zh-CN (the vendor's default) or en-US.
        """
        path, query = f"{_CONFERENCES}/history/confAttendeeRecord", {"confUUID": conference_uuid}
        for page in self._actor.pages(path, query, language=language):
            yield from map(Attendance.from_vendor, read_objects(page, "data"))

    def control_records(self, conference_uuid: str, *, language: str = "") -> Iterator[ControlRecord]:
        """Yield the actions in a session that is over, page by page, not quite in order; ``language`` as above."""
        path, query = f"{_CONFERENCES}/history/confCtlRecord", {"confUUID": conference_uuid}
        for page in self._actor.pages(path, query, language=language):
            yield from map(ControlRecord.from_vendor, read_objects(page, "data"))

    def region(self, conference_id: str) -> Region:
        """Return the place of a running meeting; a Conflict if it isn't running."""
        call = Call("GET", f"{_CONFERENCES}/region/info", query={"conferenceID": conference_id})
        return Region.from_vendor(require_object(self._actor.call(call)))


def _build_scope(query_all: bool) -> dict[str, str]:
    return {"queryAll": "true"} if query_all else {}
