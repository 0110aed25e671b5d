"""A link into a meeting, as its pages need it: an invitee's own, or the one for everybody."""

from dataclasses import dataclass, field

from django.urls import reverse

from meetings import invitee_links
from meetings.models import Invitee, Meeting, OpenLink


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the forms and links of a join page lead, as paths; "" for what the link doesn't have."""

    join: str = field(repr=False)
    me: str = field(repr=False)
    language: str = field(default="", repr=False)
    zone: str = field(default="", repr=False)
    calendar: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class JoinLink:
    """``address`` is the whole link; ``invitee`` is whose it is, None for that of everybody."""

    meeting: Meeting
    address: str = field(repr=False)
    addresses: Addresses
    invitee: Invitee | None = None


def link_of_invitee(invitee: Invitee) -> JoinLink:
    """Return the link of one invitee."""
    names = ("join", "me", "language", "zone", "calendar")
    addresses = Addresses(**{name: reverse(f"join:{name}", args=[invitee.join_token]) for name in names})
    return JoinLink(invitee.meeting, invitee_links.join_link(invitee=invitee), addresses, invitee)


def link_for_everybody(open_link: OpenLink) -> JoinLink:
    """Return the link that belongs to nobody: nothing is learnt by it, and its calendar entry names nobody invited."""
    names = ("join", "me", "calendar")
    addresses = Addresses(**{name: reverse(f"open_link:{name}", args=[open_link.token]) for name in names})
    return JoinLink(open_link.meeting, invitee_links.address_for_everybody(open_link=open_link), addresses)
