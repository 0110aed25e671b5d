"""How a client gets a token: OAuth 2 client credentials (RFC 6749 4.4), for one person where it names one.

``act_as`` is a parameter of our own: the third-party User ID of the person for whom the token is to be.
"""

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes
from oauthlib.oauth2.rfc6749.errors import CustomOAuth2Error, InvalidClientError

from accounts.api.throttling import count_in_minute
from accounts.errors import AccountError
from accounts.models import ApiClient, ApiClientSecret
from accounts.models.api_client import Scope
from accounts.services import api_clients

if TYPE_CHECKING:
    from oauthlib.common import Request


class ClientScopes(BaseScopes):
    """A client's own scopes, all of which a token has that asks for none."""

    def get_all_scopes(self) -> dict[str, str]:
        return {scope.value: str(scope.label) for scope in Scope}

    def get_available_scopes(self, application: ApiClient | None = None, *args: Any, **kwargs: Any) -> list[str]:
        return list(application.scopes) if application else []

    def get_default_scopes(self, application: ApiClient | None = None, *args: Any, **kwargs: Any) -> list[str]:
        return self.get_available_scopes(application)


class Validator(OAuth2Validator):
    """What the library does, but for the secrets, of which a client has two at most, and for whom a token is."""

    def _check_secret(self, provided_secret: str, stored_secret: Sequence[ApiClientSecret]) -> bool:
        digest = ApiClientSecret.digest_of(provided_secret)
        used = [secret for secret in stored_secret if secrets.compare_digest(digest, secret.digest)]
        for secret in used:
            secret.client.used_secret = secret
            api_clients.note_secret_use(secret=secret, now=timezone.now())
        return bool(used)

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Any, request: "Request", *args: Any, **kwargs: Any
    ) -> bool:
        """Refuse a client that asks too often, and a person for whom no token is given.

        Its secret is right by now, so that nobody else uses up its limit. The library answers with what is raised.
        """
        if count_in_minute(f"api-tokens:client-{client.pk}")[0] > client.calls_per_minute:
            raise CustomOAuth2Error(error="temporarily_unavailable", status_code=429)
        _check_person(client, _act_as(request))
        return bool(super().validate_grant_type(client_id, grant_type, client, request))  # type: ignore[no-untyped-call]

    def _create_access_token(self, expires: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            # The library makes it a token for nobody
            request.user = api_clients.confirm(client=request.client, scopes=request.scopes, user_id=_act_as(request))
        except AccountError as error:
            raise InvalidClientError from error
        return super()._create_access_token(expires, request, *args, **kwargs)  # type: ignore[no-untyped-call]


def _act_as(request: "Request") -> str:
    return str(dict(request.decoded_body or ()).get("act_as", ""))


def _check_person(client: ApiClient, user_id: str) -> None:
    """Raise the error that the client is answered where it gets no token for the person; none is named by ""."""
    if not user_id:
        return
    try:
        api_clients.person_for(client=client, user_id=user_id)
    except AccountError as error:
        raise CustomOAuth2Error(error="access_denied", description=error.sentence) from error
