"""The page of somebody who is in: another name, and the question before they are removed."""

import uuid
from dataclasses import dataclass

from control.pages.live_rows import shown_name
from control.queries import live
from l10n import one_line
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class LivePersonPage:
    """``name`` is "" for somebody who isn't in any more; ``typed`` is what can be changed, "" where it is a number."""

    meeting_id: uuid.UUID
    subject: str
    id: str
    name: str
    typed: str
    reference: str


def build_person_page(meeting: Meeting, participant_id: str) -> LivePersonPage:
    """Return the page of one participant."""
    people = live.read_row(meeting).state.people
    found = next((one for one in people if one.id == participant_id), None)
    return LivePersonPage(
        meeting_id=meeting.pk,
        subject=meeting.subject,
        id=participant_id,
        name=shown_name(found, is_host=True) if found else "",
        typed=one_line.one_line(found.name) if found else "",
        reference=str(uuid.uuid4()),
    )
