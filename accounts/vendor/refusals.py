"""Why somebody can't act at the meeting service, in a sentence for them that says who can fix it."""

from accounts.errors import NotLinked
from accounts.models import Tenant, User
from accounts.problems import Code, naming

_NAMED = 3


def administrators(*, tenant: Tenant) -> list[User]:
    """Return who can link people of the tenant, the longest-serving first; three at most are named."""
    found = User.objects.filter(tenant=tenant, role=User.Role.TENANT_ADMIN, is_active=True)
    return list(found.order_by("pk")[:_NAMED])


def not_linked(*, tenant: Tenant) -> NotLinked:
    """Return the refusal where nobody has said who the person is at the meeting service."""
    return _refusal(tenant, Code.NOT_LINKED)


def switched_off(*, tenant: Tenant) -> NotLinked:
    """Return the refusal where an administrator has disabled the identity."""
    return _refusal(tenant, Code.SWITCHED_OFF)


def not_accepted(*, tenant: Tenant) -> NotLinked:
    """Return the refusal where the vendor has refused the sign-in."""
    return _refusal(tenant, Code.NOT_ACCEPTED)


def _refusal(tenant: Tenant, code: Code) -> NotLinked:
    return NotLinked(naming(code, names=[person.name for person in administrators(tenant=tenant)]))
