"""Pictures that are kept until a meeting ends."""

from dataclasses import dataclass

from accounts.errors import AccountError
from accounts.models import User
from accounts.vendor import clients
from control.writes.tokens import control_session
from hwmeeting import HwMeetingError
from meetings import access
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class KeptLayout:
    """One that can be shown again; ``image_type`` is the vendor's name of its panes."""

    id: str
    title: str
    image_type: str


def list_layouts(*, meeting: Meeting, by: User) -> tuple[KeptLayout, ...]:
    """Return those of a running meeting; none where the meeting service doesn't say. No transaction may be open.

    Raises NotAllowed for whoever is neither organiser nor co-host.
    """
    access.check_can_change(person=by, meeting=meeting)
    try:
        client = clients.client_for(person=meeting.organiser, within=meeting.tenant)
        found = control_session(client, meeting).layouts.list()
    except (HwMeetingError, AccountError):
        return ()
    return tuple(KeptLayout(one.uuid, one.name, one.picture.image_type) for one in found)
