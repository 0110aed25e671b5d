"""How a test opens an invitee's link, and finds what opens the client."""

import re
from datetime import timedelta
from html import unescape

from accounts.models import Identity, User
from meetings.models import Invitee
from tests.factories.invitees import START
from tests.meetings.join.test_device import AGENTS

OPEN = START - timedelta(minutes=5)
WINDOWS = {"User-Agent": AGENTS["windows"][0]}


def link(person: User) -> User:
    """Known to the meeting service."""
    assert person.tenant
    Identity.objects.create(tenant=person.tenant, person=person, third_party_user_id=f"user{person.pk}")
    return person


def path(invitee: Invitee, rest: str = "") -> str:
    return f"/j/{invitee.join_token}/{rest}"


def launch_links(html: str) -> list[str]:
    return [unescape(url) for url in re.findall(r'href="((?:cloudlink|intent):[^"]+)"', html)]
