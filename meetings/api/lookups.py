"""The meeting, and the occurrence of it, that an address names, for whoever calls."""

import uuid

from django.http import Http404

from accounts.models import User
from meetings import access
from meetings.errors import OccurrenceUnknown, TooLate
from meetings.models import Meeting, Occurrence
from meetings.services import occurrences


def meeting_for(person: User, meeting_id: uuid.UUID) -> Meeting:
    """Return a meeting that ``person`` may see. Raises Http404 for any other: that there is one is not told."""
    related = ("organiser__identity", "tenant__application")
    found = access.visible_to(person=person).select_related(*related).filter(pk=meeting_id).first()
    if found is None:
        raise Http404
    return found


def occurrence_for(meeting: Meeting, occurrence_id: int) -> Occurrence:
    """Return one occurrence of ``meeting``. Raises OccurrenceUnknown for any other, or one that there is no more."""
    try:
        return occurrences.find_occurrence(meeting=meeting, occurrence_id=occurrence_id)
    except TooLate as error:
        raise OccurrenceUnknown(*error.problems) from error
