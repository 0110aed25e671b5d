"""The token that a call of the API bears, with whose it is: one query, composed once in a process."""

from typing import Any

from django.db.models import CharField, QuerySet
from oauth2_provider.models import AccessToken as OAuthToken

from accounts.models import ApiClient, Tenant, User
from accounts.queries.compiled import CompiledQuery, Parameter, Part, columns_of, load, whole

_PARTS = (
    Part("", OAuthToken, ("id", "user_id", "application_id", "expires", "scope")),
    # Without the library's columns, of grants that there aren't here
    Part(
        "application__",
        ApiClient,
        (
            "id",
            "client_id",
            "tenant_id",
            "name",
            "scopes",
            "allowed_user_ids",
            "calls_per_minute",
            "is_active",
            "last_used_at",
        ),
    ),
    whole("application__tenant__", Tenant),
    whole("user__", User),
)


def find_token(*, checksum: str) -> OAuthToken | None:
    """Return the token whose checksum it is, with client, tenant and person; not whether it is still good."""
    for row in _TOKENS.rows(checksum=checksum):
        token, client, tenant, person = load(_PARTS, row)
        client.tenant = tenant
        token.application = client if token.application_id else None
        token.user = person if token.user_id else None
        return token  # type: ignore[no-any-return]
    return None


def _compose() -> QuerySet[OAuthToken, tuple[Any, ...]]:
    found = OAuthToken.objects.filter(token_checksum=Parameter("checksum", CharField())).order_by()
    return found.values_list(*columns_of(_PARTS))


_TOKENS = CompiledQuery(_compose)
