"""The colleagues whom somebody may mean while they type a name or an address."""

import unicodedata
from typing import TypedDict

from django.db.models import Q

from accounts.models import User
from meetings.limits import LONGEST_NAME

_MOST = 8


class Colleague(TypedDict):
    """A person of the same organisation, as far as a list of suggestions shows them."""

    pk: int
    name: str
    email: str
    department_code: str


def find_colleagues(*, person: User, text: str) -> list[Colleague]:
    """Return the first active people of the organisation of ``person``, but for themselves, that ``text`` may mean.

    It is part of a name or an address; nobody is found by an empty one. One query, or none.
    """
    typed = unicodedata.normalize("NFKC", text.replace("\0", "").strip())[:LONGEST_NAME]
    if not typed or person.tenant_id is None:
        return []
    found = User.objects.filter(tenant_id=person.tenant_id, is_active=True).exclude(pk=person.pk)
    found = found.filter(Q(name__icontains=typed) | Q(email__icontains=typed)).order_by("name", "pk")
    return [Colleague(**row) for row in found.values("pk", "name", "email", "department_code")[:_MOST]]
