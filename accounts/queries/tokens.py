"""The token that a call of the API bears, with whose it is: one query, composed once in a process."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, Model, QuerySet
from oauth2_provider.models import AccessToken as OAuthToken

from accounts.models import ApiClient, Tenant, User
from accounts.queries.compiled import CompiledQuery, Parameter

# Without the client's columns of grants that there aren't here. What else is not read, is once it is asked for.
_CLIENT = (
    "id", "client_id", "tenant_id", "name", "scopes", "allowed_user_ids", "calls_per_minute", "is_active",
    "last_used_at",
)  # fmt: skip
_TOKEN = ("id", "user_id", "application_id", "expires", "scope")


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


_PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", _TOKEN),
    ("application__", _CLIENT),
    ("application__tenant__", _columns(Tenant)),
    ("user__", _columns(User)),
)


def find_token(*, checksum: str) -> OAuthToken | None:
    """Return the token whose checksum it is, with client, tenant and person; not whether it is still good."""
    for row in _TOKENS.rows(checksum=checksum):
        parts = iter(row)
        token, client, tenant, person = (
            _loaded(model, names, [next(parts) for _ in names])
            for model, (_, names) in zip((OAuthToken, ApiClient, Tenant, User), _PLACES, strict=True)
        )
        client.tenant = tenant
        token.application = client if token.application_id else None
        token.user = person if token.user_id else None
        return token  # type: ignore[no-any-return]
    return None


def _loaded(model: Any, names: tuple[str, ...], values: list[Any]) -> Any:
    return model.from_db(DEFAULT_DB_ALIAS, names, values)


def _compose() -> QuerySet[OAuthToken, tuple[Any, ...]]:
    found = OAuthToken.objects.filter(token_checksum=Parameter("checksum", CharField())).order_by()
    return found.values_list(*(prefix + name for prefix, names in _PLACES for name in names))


_TOKENS = CompiledQuery(_compose)
