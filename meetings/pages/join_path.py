"""Where somebody's own link leads, as an address on this site."""

from urllib.parse import urlsplit

from meetings import invitee_links
from meetings.models import Invitee


def join_address(invitee: Invitee) -> str:
    """Return the path only: whoever came by another name of this site stays signed in there."""
    return urlsplit(invitee_links.join_link(invitee=invitee)).path
