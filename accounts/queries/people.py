"""The people whom somebody may mean by what they type."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, BinaryField, Q, QuerySet

from accounts import name_keys
from accounts.models import SearchKey, Tenant, User
from accounts.queries.compiled import CompiledQuery, Parameter, Part, columns_of, load, whole
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
    found: dict[bytes, list[User]] = {}
    for row in _SPELLED.rows(len(keys), tenant=tenant_id, **{f"key{at}": key for at, key in enumerate(keys)}):
        key, person = load(_PARTS, row)
        found.setdefault(bytes(key.key), []).append(person)
    return found


_PARTS = (Part("", SearchKey, ("id", "key")), whole("person__", User))


def _compose_spelled(count: int) -> QuerySet[SearchKey, tuple[Any, ...]]:
    keys = [Parameter(f"key{at}", BinaryField()) for at in range(count)]
    found = SearchKey.objects.filter(tenant=Parameter("tenant", BigIntegerField()), key__in=keys)
    return found.filter(person__is_active=True).order_by("person").values_list(*columns_of(_PARTS))


_SPELLED = CompiledQuery(_compose_spelled)


def stored_address(typed: str) -> str:
    """Return a mail address as its owner's row has it: browsers send a domain in ASCII that was typed in its script.

    As it was typed where nobody has it.
    """
    ways = spellings(typed)
    if len(ways) == 1:
        return typed
    return User.objects.filter(email__in=ways).values_list("email", flat=True).first() or typed
