"""One running meeting in the hands of whoever has its host password."""

from collections.abc import Sequence
from functools import cached_property

from hwmeeting.control.display import Display, Layouts
from hwmeeting.control.interpreting import Interpretation
from hwmeeting.control.people import People
from hwmeeting.control.right import ControlRight
from hwmeeting.control.switches import Switches
from hwmeeting.control.terminals import Terminals
from hwmeeting.control.waiting_room import WaitingRoom
from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import require_object
from hwmeeting.http.transport import Call
from hwmeeting.types.attendee import Attendee
from hwmeeting.types.connection_quality import ConnectionQuality
from hwmeeting.types.live_meeting import LiveMeeting
from hwmeeting.wire.reading import read_objects

_QUALITY = "/v1/mmc/cqs/media/qos"


class ControlSession:
    """Control of one running meeting; the token is fetched at the first call, kept alive, and fetched anew.

    Each call raises HwMeetingError. Conflict says that the meeting doesn't run (any more), NotFound that somebody
    isn't in or that password or meeting are wrong, NotAllowed that the host alone may do that. What became of a call
    without an answer, ``live()`` shows. Many threads may use it.
    """

    def __init__(self, actor: Actor, conference_id: str, password: str) -> None:
        self.right = ControlRight(actor, conference_id, password)

    @property
    def conference_id(self) -> str:
        return self.right.conference_id

    @cached_property
    def people(self) -> People:
        return People(self.right)

    @cached_property
    def waiting_room(self) -> WaitingRoom:
        return WaitingRoom(self.right)

    @cached_property
    def switches(self) -> Switches:
        return Switches(self.right)

    @cached_property
    def display(self) -> Display:
        return Display(self.right)

    @cached_property
    def layouts(self) -> Layouts:
        return Layouts(self.right)

    @cached_property
    def terminals(self) -> Terminals:
        return Terminals(self.right)

    @cached_property
    def interpretation(self) -> Interpretation:
        return Interpretation(self.right)

    def live(self) -> LiveMeeting:
        """Return who is invited, also in the meeting, and who is in or being called."""
        return self.right.use(lambda token: self.right.control.live(self.conference_id, token))

    def invite(self, attendees: Sequence[Attendee]) -> None:
        """Call people, phones and terminals in, by the ``phone`` of each."""
        self.right.use(lambda token: self.right.control.invite(self.conference_id, token, attendees))

    def prolong(self, *, minutes: int = 15, automatically: bool = False) -> None:
        """Extend the meeting: once, or ``automatically`` each time that it would end while somebody is there."""
        self.right.use(
            lambda token: self.right.control.prolong(
                self.conference_id, token, minutes=minutes, automatically=automatically
            )
        )

    def stop(self) -> None:
        """End the meeting for everybody. Until its scheduled end it may be possible to enter it again."""
        self.right.use(lambda token: self.right.control.stop(self.conference_id, token))

    def socket_token(self) -> str:
        """Return what opens one connection to what the meeting pushes, within a minute."""
        return self.right.use(lambda token: self.right.control.socket_token(self.conference_id, token))

    def quality(self, conference_uuid: str, participant_ids: Sequence[str] = ()) -> tuple[ConnectionQuality, ...]:
        """Return how good connections are; without ``participant_ids`` those of everybody who is in."""
        query = {"conferenceid": self.conference_id, "confuuid": conference_uuid}
        body = {"users": [{"pid": one} for one in participant_ids]}
        actor = self.right.actor
        answer = self.right.use(
            lambda token: actor.call_with(
                actor.token_source.token(),
                Call("POST", _QUALITY, query=query, headers={"confToken": token.token}, body=body),
            )
        )
        return tuple(map(ConnectionQuality.from_vendor, read_objects(require_object(answer), "qosList")))
