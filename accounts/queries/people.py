"""The people whom somebody may mean by what they type."""

from collections.abc import Iterable

from django.db.models import Q

from accounts import name_keys
from accounts.models import SearchKey, Tenant, User
from l10n.mail_address import spellings


def may_be_meant(typed: str, *, tenants: Iterable[Tenant | int]) -> Q:
    """Return the condition on people of ``tenants`` that their name or address begins with ``typed``, some way.

    Where nothing is typed nobody is meant.
    """
    key = name_keys.typed_key(typed)
    if not key:
        return Q(pk__in=[])
    return Q(pk__in=SearchKey.objects.filter(tenant__in=tenants).beginning_with(key).values("person"))


def spelled(typed: Iterable[str], *, tenant_id: int) -> dict[bytes, list[User]]:
    """Return the active people of the tenant, by the key of each name or address of ``typed`` that is one of theirs.

    A name is whole. An address may be only like theirs.
    """
    keys = {name_keys.typed_key(one) for one in typed}
    if not keys:
        return {}
    rows = SearchKey.objects.filter(tenant=tenant_id, key__in=keys, person__is_active=True)
    found: dict[bytes, list[User]] = {}
    for row in rows.select_related("person").order_by("person"):
        found.setdefault(bytes(row.key), []).append(row.person)
    return found


def stored_address(typed: str) -> str:
    """Return a mail address as its owner's row has it: browsers send a domain in ASCII that was typed in its script.

    As it was typed where nobody has it.
    """
    ways = spellings(typed)
    if len(ways) == 1:
        return typed
    return User.objects.filter(email__in=ways).values_list("email", flat=True).first() or typed
