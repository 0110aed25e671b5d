"""Who opens a join page: nobody we know, somebody of another organisation, a colleague, the organiser."""

from dataclasses import dataclass

from accounts.errors import AccountError
from accounts.models import User
from accounts.vendor import clients
from meetings.models import Meeting
from meetings.services import joining


@dataclass(frozen=True, slots=True)
class Visitor:
    """``me`` is who could join as themselves; ``refusal`` says why a colleague can't."""

    me: User | None = None
    refusal: str = ""
    is_signed_in: bool = False
    is_host: bool = False
    is_organiser: bool = False


def visitor_of(person: User | None, meeting: Meeting) -> Visitor:
    """Return who it is, without asking the vendor: whether it would really let them in shows at the click."""
    if person is None:
        return Visitor()
    if person.tenant_id != meeting.tenant_id:
        return Visitor(is_signed_in=True)
    is_organiser = person.pk == meeting.organiser_id
    try:
        clients.identity_of(person=person)
    except AccountError as error:
        return Visitor(refusal=error.sentence, is_signed_in=True, is_organiser=is_organiser)
    is_host = joining.is_host(person=person, meeting=meeting)
    return Visitor(me=person, is_signed_in=True, is_host=is_host, is_organiser=is_organiser)
