"""The page of somebody who is in: what can be done, another name, and the question before they are removed."""

import uuid
from dataclasses import dataclass

from accounts.models import User
from control.pages.live_menu import build_menu
from control.pages.live_reader import build_reader
from control.pages.live_row import Button
from control.pages.live_rows import shown_name
from control.queries import live
from l10n import one_line
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class LivePersonPage:
    """``name`` is what is shown of them, ``typed`` what of it can be changed, ``menu`` what can be done."""

    meeting_id: uuid.UUID
    subject: str
    id: str
    name: str
    typed: str
    reference: str
    menu: tuple[Button, ...]


def build_person_page(meeting: Meeting, person: User, participant_id: str) -> LivePersonPage | None:
    """Return the page of one participant for a host; None for somebody who isn't in any more."""
    state = live.read_row(meeting).state
    one = next((one for one in state.people if one.id == participant_id), None)
    if one is None:
        return None
    reader = build_reader(person, meeting, state, live.list_invitees(meeting), can_control=True)
    return LivePersonPage(
        meeting_id=meeting.pk,
        subject=meeting.subject,
        id=one.id,
        name=shown_name(one, is_host=True),
        typed=one_line.one_line(one.name),
        reference=str(uuid.uuid4()),
        menu=build_menu(one, reader),
    )
