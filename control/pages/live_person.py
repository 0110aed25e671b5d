"""The page of somebody who is in: another name, and the question before they are removed."""

import uuid
from dataclasses import dataclass

from control.queries import live
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class LivePersonPage:
    """``name`` is "" for somebody who isn't in any more."""

    meeting_id: uuid.UUID
    subject: str
    id: str
    name: str
    reference: str


def build_person_page(meeting: Meeting, participant_id: str) -> LivePersonPage:
    """Return the page of one participant."""
    people = live.read_row(meeting).state.people
    name = next((one.name for one in people if one.id == participant_id), "")
    return LivePersonPage(meeting.pk, meeting.subject, participant_id, name, str(uuid.uuid4()))
