"""Who asks, and which meeting they may see."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from l10n import format_datetime
from meetings import access
from meetings.forms.initial_values import Move
from meetings.models import Meeting
from meetings.queries.visible import read_visible


def person_of(request: HttpRequest) -> User:
    """Return the signed-in person; only behind ``login_required``."""
    assert isinstance(request.user, User)
    return request.user


def meeting_for(person: User, meeting_id: uuid.UUID) -> Meeting:
    """Return a meeting that ``person`` may see.

    Raises PermissionDenied with a sentence for a colleague's meeting, Http404 for any other: that there
    is a meeting at all is for its own organisation to know.
    """
    if meeting := read_visible(person=person, meeting_id=meeting_id):
        return meeting
    if person.tenant_id is not None:
        hidden = Meeting.objects.select_related("organiser").filter(pk=meeting_id, tenant_id=person.tenant_id)
        if colleagues := hidden.first():
            raise PermissionDenied(_somebody_elses(colleagues))
    raise Http404


def changeable_for(person: User, meeting_id: uuid.UUID) -> Meeting:
    """Return a meeting that ``person`` may change; raises as ``meeting_for`` does."""
    meeting = meeting_for(person, meeting_id)
    if not access.can_change(person=person, meeting=meeting):
        raise PermissionDenied(_somebody_elses(meeting))
    return meeting


def move_of(request: HttpRequest, person: User) -> Move | None:
    """Return where an entry of the calendar was drawn to, as the address of its form has it; None for any other."""
    at, until = request.GET.get("at", ""), request.GET.get("until", "")
    return Move(at, until, person.zone) if at or until else None


def _somebody_elses(meeting: Meeting) -> str:
    sentence = _("This meeting belongs to somebody else. Ask %(person)s, or go to your own meetings.")
    return format_datetime.spaced(sentence % {"person": meeting.organiser.name})
