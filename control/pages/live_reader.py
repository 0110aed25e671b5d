"""For whom the page of a running meeting is, and how people and rows of it belong together."""

from dataclasses import dataclass

from accounts.models import User
from control.snapshots import LivePerson, LiveState
from meetings.models import Invitee, Meeting


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom rows are: ``user_id`` is their third-party one; who leads sees numbers, and has buttons.

    ``may_touch_host`` is the organiser, and whoever is the host at present.
    """

    user_id: str
    is_host: bool
    may_touch_host: bool = False
    invited: frozenset[str] = frozenset()

    def may_touch(self, one: LivePerson) -> bool:
        """Return whether the reader may do something to somebody."""
        return self.is_host and (one.role != "host" or self.may_touch_host)


def build_reader(
    person: User, meeting: Meeting, state: LiveState, invitees: list[Invitee], *, can_control: bool
) -> Reader:
    """Return the reader that ``person`` is; ``invitees`` are read with their identities."""
    own = next((user_id_of(one.person) for one in invitees if one.person_id == person.pk), "")
    host = next((one for one in state.people if one.role == "host"), None)
    return Reader(
        user_id=own,
        is_host=can_control,
        may_touch_host=host is None or meeting.organiser_id == person.pk or bool(own and host.user_id == own),
        invited=frozenset(filter(None, (user_id_of(one.person) for one in invitees))),
    )


def user_id_of(person: User | None) -> str:
    """Return the third-party User ID of somebody who was read with their identity; "" for none."""
    identity = getattr(person, "identity", None)
    return identity.third_party_user_id if identity else ""
