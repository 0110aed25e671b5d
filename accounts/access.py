"""Whom an administrator reaches: an operator everybody, a tenant administrator their own tenant's people."""

from django.db.models import QuerySet

from accounts.models import ApiClient, Identity, Tenant, User


def tenants(*, by: User) -> QuerySet[Tenant]:
    """Return the tenants whose people ``by`` looks after."""
    if not (by.is_active and by.is_staff):
        return Tenant.objects.none()
    return Tenant.objects.all() if by.is_operator else Tenant.objects.filter(people=by)


def people(*, by: User) -> QuerySet[User]:
    """Return the people whom ``by`` may see and change; an operator is out of a tenant administrator's reach."""
    if by.is_active and by.is_operator:
        return User.objects.all()
    return User.objects.filter(tenant__in=tenants(by=by)).exclude(role=User.Role.OPERATOR)


def identities(*, by: User) -> QuerySet[Identity]:
    """Return the identities that ``by`` may see and change."""
    return Identity.objects.filter(person__in=people(by=by), tenant__in=tenants(by=by))


def api_clients(*, by: User) -> QuerySet[ApiClient]:
    """Return the API clients that ``by`` may see and change."""
    return ApiClient.objects.filter(tenant__in=tenants(by=by))


def roles(*, by: User) -> list[str]:
    """Return the roles that ``by`` may give."""
    own = [User.Role.PERSON.value, User.Role.TENANT_ADMIN.value]
    return [*own, User.Role.OPERATOR.value] if by.is_operator else own
