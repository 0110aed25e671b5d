"""What an enterprise or a service provider uses, and whose a meeting is (docs/vendor/directory.md 15)."""

from hwmeeting.errors import NOT_READABLE, ServerFault
from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import object_of
from hwmeeting.http.transport import Call
from hwmeeting.types.usage import EnterpriseUsage
from hwmeeting.wire import text, whole

_MANAGEMENT = "/v1/mmc/management"


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
