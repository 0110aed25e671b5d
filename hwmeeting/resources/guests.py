"""The check of a guest's meeting ID and password without a client (docs/vendor/control.md 14)."""

from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import require_object
from hwmeeting.http.transport import Call
from hwmeeting.types.guest_entry import GuestEntry
from hwmeeting.wire.writing import write_password_header


class Guests:
    """Entries of guests. A wrong password is NotFound, as an unknown meeting is.

    A password that no header can hold raises ValueError.
    """

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def anonymous_entry(self, conference_id: str, password: str) -> GuestEntry:
        """Return the entry of a guest without an account."""
        headers = {"X-Password": write_password_header(password)}
        path = "/v1/mmc/management/conferences/anonymous/auth"
        call = Call("GET", path, query={"conferenceID": conference_id}, headers=headers)
        return GuestEntry.from_vendor(require_object(self._actor.endpoint.call(call)))

    def entry(self, conference_id: str, password: str = "", *, may_wait: bool = False) -> GuestEntry:
        """Return the entry of this user; with ``may_wait`` they wait in the client for the host, not refused."""
        headers = {"X-Password": write_password_header(password)} if password else {}
        query = {"conf_id": conference_id, "guest_waiting": str(int(may_wait))}
        call = Call("GET", "/v2/mms/ncms/conferences/auth/random", query=query, headers=headers)
        return GuestEntry.from_vendor(require_object(self._actor.call(call)))
