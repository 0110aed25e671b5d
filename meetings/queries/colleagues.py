"""The colleagues whom somebody may mean while they type a name or an address."""

from typing import TypedDict

from accounts.models import User
from accounts.queries.people import may_be_meant
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

    Its words begin a name or an address, also in pinyin; nobody is found by an empty one. One query, or none.
    """
    typed = text.replace("\0", "").strip()[:LONGEST_NAME]
    if not typed or person.tenant_id is None:
        return []
    found = User.objects.filter(tenant_id=person.tenant_id, is_active=True).exclude(pk=person.pk)
    found = found.filter(may_be_meant(typed, tenants=[person.tenant_id])).order_by("name", "pk")
    return [Colleague(**row) for row in found.values("pk", "name", "email", "department_code")[:_MOST]]
