"""What an enterprise or a service provider uses, and whose a meeting is (api-core.md 15)."""

from dataclasses import dataclass

from hwmeeting.actor import Actor
from hwmeeting.answers import object_of
from hwmeeting.errors import NOT_READABLE, ServerFault
from hwmeeting.transport import Call
from hwmeeting.wire import Fields, real, text, whole

_MANAGEMENT = "/v1/mmc/management"


@dataclass(frozen=True, slots=True)
class EnterpriseUsage:
    """``seats`` are those taken by people in meetings now, ``live_streams`` those running now.

    The rest is today's: meetings, their length (the documents name no unit), people, and entries of people.
    None is what the vendor doesn't tell.
    """

    recorded_gigabytes: float | None
    seats: int | None
    live_streams: int | None
    meetings_today: int | None
    meeting_length_today: int | None
    people_today: int | None
    entries_today: int | None

    @classmethod
    def from_vendor(cls, source: Fields) -> "EnterpriseUsage":
        """As an answer has it."""
        return cls(
            recorded_gigabytes=real(source, "usedRecStorage"),
            seats=whole(source, "usedAccountsCount"),
            live_streams=whole(source, "usedLiveCount"),
            meetings_today=whole(source, "confCount"),
            meeting_length_today=whole(source, "confLength"),
            people_today=whole(source, "activeAttendeeCount"),
            entries_today=whole(source, "totalAttendeeCount"),
        )


class Resources:
    """For the administrators of enterprises and of service providers."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def enterprise(self) -> EnterpriseUsage:
        """What the enterprise uses; for its administrators."""
        return EnterpriseUsage.from_vendor(object_of(self._actor.call(Call("GET", f"{_MANAGEMENT}/orgRes"))))

    def service_provider(self) -> int:
        """How many seats all its enterprises take now; for the provider's administrator."""
        seats = whole(object_of(self._actor.call(Call("GET", f"{_MANAGEMENT}/spRes"))), "usedAccountsCount")
        if seats is None:
            raise ServerFault(code=NOT_READABLE, status=200)
        return seats

    def enterprise_of(self, conference_id: str) -> str:
        """The ID of the enterprise whose meeting it is; for its provider's administrator, NotFound for any other's."""
        query = {"conferenceID": conference_id}
        answer = self._actor.call(Call("GET", f"{_MANAGEMENT}/conferences/confOrg", query=query))
        corp_id = text(object_of(answer), "orgID")
        if not corp_id:
            raise ServerFault(code=NOT_READABLE, status=200)
        return corp_id
