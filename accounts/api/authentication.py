"""Who calls: a client with a token (RFC 6750), or a signed-in person in their own browser."""

import hashlib
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts import access
from accounts.audit import note_caller
from accounts.models import ApiClient, User
from accounts.queries.tokens import find_token
from accounts.services import api_clients


class BearerAuthentication(BaseAuthentication):
    """Sets ``request.user`` to the person for whom the token acts, AnonymousUser for a token for nobody.

    ``request.auth`` is the token, with its client as ``application``. One query: the library's own way builds an
    OAuth request of the whole body first, and answers 403 for a token that is over.
    """

    def authenticate(self, request: Request) -> tuple[User | AnonymousUser, Any] | None:
        """Return person and token; None without a bearer token. Raises AuthenticationFailed for one that is none."""
        scheme, _, token = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        found = find_token(checksum=hashlib.sha256(token.strip().encode()).hexdigest())
        now = timezone.now()
        client = found.application if found else None
        if found is None or client is None or found.expires <= now or not client.is_usable(request):
            raise AuthenticationFailed
        person = found.user
        if person is not None:
            if not access.may_act(client=client, person=person, scopes=found.scope.split()):
                raise AuthenticationFailed
            person.tenant = client.tenant
        api_clients.note_use(client=client, now=now)
        note_caller(person=person, client_id=client.client_id)
        return person or AnonymousUser(), found

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 says beside its body (RFC 6750 3)."""
        error = ', error="invalid_token"' if get_authorization_header(request) else ""
        return f'Bearer realm="api"{error}'


def client_of(request: Request | HttpRequest) -> ApiClient | None:
    """Return the client that calls, None for a person in their own browser."""
    token = getattr(request, "auth", None)
    return token.application if token is not None else None
