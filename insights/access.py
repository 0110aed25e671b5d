"""Whose numbers somebody may see: administrators those of their tenant, everybody those of what they host."""

from accounts.models import User


def sees_everybody(person: User) -> bool:
    """Return whether ``person`` may see the numbers of the whole tenant, with the names of hosts."""
    return person.is_staff and person.is_active and person.tenant_id is not None
