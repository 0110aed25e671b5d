"""A system that says over the API who is whom, and what it is answered."""

from typing import Any

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken as OAuthToken

from accounts.models import Identity, SearchKey, Tenant, User
from tests.factories.api import Caller, make_api_client

IDENTITIES = "/api/v1/identities/"
BULK = "/api/v1/bulk/identities/"
NEW = {"user_id": "00123", "email": "sun.hao@qingshan.example", "name": "孙浩"}


@pytest.fixture
def hr(qingshan: Tenant) -> Caller:
    """A system that says who is whom, and reaches no administrator."""
    scopes = ["people:read", "people:map"]
    client = make_api_client(qingshan, secret="hr", name="HR", scopes=scopes, allowed_user_ids="")
    return Caller(client, secret="hr")


@pytest.fixture
def zhao_linked(zhao: User, qingshan: Tenant) -> Identity:
    return Identity.objects.create(tenant=qingshan, person=zhao, third_party_user_id="zhao")


def problems_of(response: Any) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in response.json()["errors"]]


def outcomes_of(response: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    assert response.status_code == 200, response.content
    return [
        (row["outcome"], [(each["field"], each["code"]) for each in row["problems"]])
        for row in response.json()["results"]
    ]


def living_tokens() -> int:
    """Return how many tokens of clients act for somebody."""
    return OAuthToken.objects.filter(user__isnull=False, expires__gt=timezone.now()).count()


def map_rows(caller: Caller, *rows: dict[str, Any]) -> Any:
    return caller.post(BULK, {"identities": rows})


def rows_of(count: int, **fields: str) -> list[dict[str, Any]]:
    return [
        {"user_id": f"{number:05}", "email": f"p{number}@qingshan.example", "name": f"王 {number}"} | fields
        for number in range(count)
    ]


def make_people(tenant: Tenant, count: int) -> None:
    """Make so many people, each linked, with a token of a client and one of the vendor."""
    people = User.objects.bulk_create(
        User(email=row["email"], name=row["name"], tenant=tenant, password="!") for row in rows_of(count)
    )
    SearchKey.objects.refresh(person.pk for person in people)
    identities = [Identity(tenant=tenant, person=person) for person in people]
    for number, identity in enumerate(identities):
        identity.becomes(f"{number:05}")
    Identity.objects.bulk_create(identities)
