"""Series of meetings: book, change, cancel, as a whole and by date (docs/vendor/series.md 11)."""

from collections.abc import Sequence

from hwmeeting.http.actor import Actor
from hwmeeting.http.transport import Call
from hwmeeting.types.cycle import Cycle
from hwmeeting.types.meeting import Meeting, meeting_of
from hwmeeting.types.meeting_request import MeetingRequest
from hwmeeting.types.occurrence import OccurrenceRequest

_SERIES = "/v1/mmc/management/cycleconferences"
_OCCURRENCE = "/v1/mmc/management/conferences/cyclesubconf"


class Series:
    """The series that one user books. They are looked up with ``Client.meetings``."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def create(self, request: MeetingRequest, cycle: Cycle) -> Meeting:
        """Book a series; ``request.start_at`` is the start of its first date. Made twice it is two series.

        Compare ``Meeting.occurrences`` with what was meant: beyond 50 the vendor leaves out the rest.
        """
        return meeting_of(self._actor.call(Call("POST", _SERIES, body=_body(request, cycle))))

    def edit(self, conference_id: str, request: MeetingRequest, cycle: Cycle) -> Meeting:
        """Make the series what ``request`` and ``cycle`` say, in whole.

        What was changed for single dates may be lost, and dates may have other IDs afterwards. A series that
        has begun may be a Conflict.
        """
        query = {"conferenceID": conference_id}
        return meeting_of(self._actor.call(Call("PUT", _SERIES, query=query, body=_body(request, cycle))))

    def cancel(self, conference_id: str, *, end_running: bool = False) -> None:
        """Cancel all that is left of the series; a date that is running is a Conflict unless ``end_running``."""
        query = _query(conference_id, end_running=end_running)
        self._actor.call(Call("DELETE", _SERIES, query=query, has_answer=False))

    def edit_occurrence(self, conference_id: str, request: OccurrenceRequest) -> None:
        """Make one date what ``request`` says, in whole. How far it may be moved is not published."""
        query = {"conferenceID": conference_id}
        self._actor.call(Call("PUT", _OCCURRENCE, query=query, body=request.to_vendor(), has_answer=False))

    def cancel_occurrences(
        self, conference_id: str, occurrence_ids: Sequence[str], *, end_running: bool = False
    ) -> None:
        """Cancel these dates, all or none of them; one that is running is a Conflict unless ``end_running``."""
        query = _query(conference_id, end_running=end_running)
        body = {"cycleSubConfIDs": list(occurrence_ids)}
        self._actor.call(Call("DELETE", _OCCURRENCE, query=query, body=body, has_answer=False))


def _body(request: MeetingRequest, cycle: Cycle) -> dict[str, object]:
    return request.to_vendor() | {"cycleParams": cycle.to_vendor()}


def _query(conference_id: str, *, end_running: bool) -> dict[str, str]:
    return {"conferenceID": conference_id, **({"type": "1"} if end_running else {})}
