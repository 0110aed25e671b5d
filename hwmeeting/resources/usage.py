"""The use of the service by enterprises and providers, and the owner of a meeting (docs/vendor/directory.md 15)."""

from hwmeeting.errors import ServerFault
from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import require_object
from hwmeeting.http.transport import Call
from hwmeeting.types.usage import BoughtResources, EnterpriseUsage
from hwmeeting.wire.reading import read_integer, read_text

_MANAGEMENT = "/v1/mmc/management"


class Usage:
    """The vendor's resources API, for the administrators of enterprises and of service providers."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def enterprise(self) -> EnterpriseUsage:
        """Return what the enterprise uses; for its administrators."""
        return EnterpriseUsage.from_vendor(require_object(self._actor.call(Call("GET", f"{_MANAGEMENT}/orgRes"))))

    def bought(self) -> BoughtResources:
        """Return what the enterprise has bought; for its administrators."""
        answer = self._actor.call(Call("GET", "/v1/usg/dcs/corp/resource"))
        return BoughtResources.from_vendor(require_object(answer))

    def service_provider(self) -> int:
        """Return how many seats all its enterprises take now; for the provider's administrator."""
        seats = read_integer(
            require_object(self._actor.call(Call("GET", f"{_MANAGEMENT}/spRes"))), "usedAccountsCount"
        )
        if seats is None:
            raise ServerFault.not_readable()
        return seats

    def enterprise_of(self, conference_id: str) -> str:
        """Return the ID of the enterprise that a meeting belongs to; NotFound for enterprises of another provider."""
        query = {"conferenceID": conference_id}
        answer = self._actor.call(Call("GET", f"{_MANAGEMENT}/conferences/confOrg", query=query))
        corp_id = read_text(require_object(answer), "orgID")
        if not corp_id:
            raise ServerFault.not_readable()
        return corp_id
