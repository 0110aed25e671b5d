"""Where somebody's own link leads, as an address on this site."""

from urllib.parse import urlsplit

from meetings.models import Invitee
from meetings.services import inviting


def join_address(invitee: Invitee) -> str:
    """The path only: whoever came by another name of this site stays signed in there."""
    return urlsplit(inviting.join_link(invitee=invitee)).path
