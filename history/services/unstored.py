"""Sessions that could not be stored, as administrators see them."""

from django.db.models import QuerySet

from accounts.models import User
from history.models import UnstoredSession


def within_reach(*, by: User) -> QuerySet[UnstoredSession]:
    """Return those that ``by`` should know of: a tenant administrator of their own tenant's, an operator of all."""
    if not (by.is_active and by.is_staff):
        return UnstoredSession.objects.none()
    found = UnstoredSession.objects.select_related("tenant")
    return found if by.is_operator else found.filter(tenant=by.tenant_id)
