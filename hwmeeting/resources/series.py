"""Series of meetings: book, change, cancel, as a whole and by occurrence (docs/vendor/series.md 11)."""

from collections.abc import Sequence

from hwmeeting.http.actor import Actor
from hwmeeting.http.transport import Call
from hwmeeting.types.cycle import Cycle
from hwmeeting.types.meeting import Meeting
from hwmeeting.types.meeting_request import MeetingRequest
from hwmeeting.types.occurrence import OccurrenceRequest

_SERIES = "/v1/mmc/management/cycleconferences"
_OCCURRENCE = "/v1/mmc/management/conferences/cyclesubconf"


class Series:
    """The series that one user books; ``Client.meetings`` reads them."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def create(self, request: MeetingRequest, cycle: Cycle) -> Meeting:
        """Book a series; ``request.start_at`` is the start of its first occurrence. A repeated call books another one.

        Compare ``Meeting.occurrences`` with the rule: beyond 50 the vendor leaves out the rest.
        """
        return Meeting.from_answer(self._actor.call(Call("POST", _SERIES, body=_build_body(request, cycle))))

    def edit(self, conference_id: str, request: MeetingRequest, cycle: Cycle) -> Meeting:
        """Change the whole series to ``request`` and ``cycle``.

        Changes of single occurrences may be lost, and occurrences may have other IDs afterwards. A series that has
        begun may be a Conflict.
        """
        query = {"conferenceID": conference_id}
        return Meeting.from_answer(
            self._actor.call(Call("PUT", _SERIES, query=query, body=_build_body(request, cycle)))
        )

    def cancel(self, conference_id: str, *, end_running: bool = False) -> None:
        """Cancel the rest of the series; an occurrence that is running is a Conflict unless ``end_running``."""
        query = _build_query(conference_id, end_running=end_running)
        self._actor.call(Call("DELETE", _SERIES, query=query, has_answer=False))

    def edit_occurrence(self, conference_id: str, request: OccurrenceRequest) -> None:
        """Change one whole occurrence to ``request``. How far it may be moved is not published."""
        query = {"conferenceID": conference_id}
        self._actor.call(Call("PUT", _OCCURRENCE, query=query, body=request.to_vendor(), has_answer=False))

    def cancel_occurrences(
        self, conference_id: str, occurrence_ids: Sequence[str], *, end_running: bool = False
    ) -> None:
        """Cancel all of these occurrences or none; one that is running is a Conflict unless ``end_running``."""
        query = _build_query(conference_id, end_running=end_running)
        body = {"cycleSubConfIDs": list(occurrence_ids)}
        self._actor.call(Call("DELETE", _OCCURRENCE, query=query, body=body, has_answer=False))


def _build_body(request: MeetingRequest, cycle: Cycle) -> dict[str, object]:
    return request.to_vendor() | {"cycleParams": cycle.to_vendor()}


def _build_query(conference_id: str, *, end_running: bool) -> dict[str, str]:
    return {"conferenceID": conference_id, **({"type": "1"} if end_running else {})}
