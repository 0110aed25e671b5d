"""Why somebody can't act at the meeting service, in a sentence for them that says who can fix it."""

from django.utils.translation import gettext as _

from accounts.errors import NotLinked
from accounts.models import Tenant, User

_NAMED = 3


def administrators(*, tenant: Tenant) -> list[User]:
    """Return who can link people of the tenant, the longest-serving first; three at most are named."""
    found = User.objects.filter(tenant=tenant, role=User.Role.TENANT_ADMIN, is_active=True)
    return list(found.order_by("pk")[:_NAMED])


def not_linked(*, tenant: Tenant) -> NotLinked:
    """Return the refusal where nobody has said who the person is at the meeting service."""
    return _refusal(
        tenant,
        _("Your account is not linked to the meeting service yet. %(names)s can link it."),
        _("Your account is not linked to the meeting service yet. An operator can link it."),
    )


def switched_off(*, tenant: Tenant) -> NotLinked:
    """Return the refusal where an administrator has disabled the identity."""
    return _refusal(
        tenant,
        _("Your link to the meeting service is switched off. %(names)s can switch it on."),
        _("Your link to the meeting service is switched off. An operator can switch it on."),
    )


def not_accepted(*, tenant: Tenant) -> NotLinked:
    """Return the refusal where the vendor has refused the sign-in."""
    return _refusal(
        tenant,
        _("The meeting service does not accept your account at present. %(names)s can see why."),
        _("The meeting service does not accept your account at present. An operator can see why."),
    )


def _refusal(tenant: Tenant, named: str, nobody_named: str) -> NotLinked:
    names = ", ".join(person.name for person in administrators(tenant=tenant))
    return NotLinked(named % {"names": names} if names else nobody_named)
