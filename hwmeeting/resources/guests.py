"""Entry by meeting ID and password, checked without a client (docs/vendor/control.md 14)."""

from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import object_of
from hwmeeting.http.transport import Call
from hwmeeting.types.guest_entry import GuestEntry
from hwmeeting.wire import header_of_password


class Guests:
    """A wrong password is NotFound, as an unknown meeting is. One that no header can hold raises ValueError."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def anonymous_entry(self, conference_id: str, password: str) -> GuestEntry:
        """Of somebody without an account."""
        headers = {"X-Password": header_of_password(password)}
        path = "/v1/mmc/management/conferences/anonymous/auth"
        call = Call("GET", path, query={"conferenceID": conference_id}, headers=headers)
        return GuestEntry.from_vendor(object_of(self._actor.endpoint.call(call)))

    def entry(self, conference_id: str, password: str = "", *, may_wait: bool = False) -> GuestEntry:
        """Of this user. ``may_wait``: who comes before the host is not refused, but waits in the client."""
        headers = {"X-Password": header_of_password(password)} if password else {}
        query = {"conf_id": conference_id, "guest_waiting": str(int(may_wait))}
        call = Call("GET", "/v2/mms/ncms/conferences/auth/random", query=query, headers=headers)
        return GuestEntry.from_vendor(object_of(self._actor.call(call)))
