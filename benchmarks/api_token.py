"""Gives the organisation of the seeding a business system, and prints a token of it for the person.

``python -m benchmarks.api_token``, after ``benchmarks.seeding``.
"""

import hashlib
import secrets
from datetime import timedelta

import django

django.setup()

from django.utils import timezone
from oauth2_provider.models import AccessToken as OAuthToken

from accounts.models import ApiClient, User
from accounts.models.api_client import Scope

# More than any load reaches: how often a client may call is not what is measured.
_CALLS_PER_MINUTE = 100_000_000


def token(person: User) -> str:
    """A token that may do everything for ``person``, for a day."""
    assert person.tenant is not None
    client = ApiClient.objects.create(
        tenant=person.tenant,
        name="Bench",
        scopes=list(Scope.values),
        allowed_user_ids="*",
        calls_per_minute=_CALLS_PER_MINUTE,
    )
    made = secrets.token_urlsafe(32)
    OAuthToken.objects.create(
        user=person,
        application=client,
        token="",
        token_checksum=hashlib.sha256(made.encode()).hexdigest(),
        scope=" ".join(Scope.values),
        expires=timezone.now() + timedelta(days=1),
    )
    return made


if __name__ == "__main__":
    print(token(User.objects.get()))
