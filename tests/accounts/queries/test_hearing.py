"""Who hears of an event: those that could read what it is about, and nobody else."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import ApiClient, Identity, Tenant, User
from accounts.queries import hearing
from notifications.models import WebhookEndpoint, WebhookSecret
from tests.factories.webhooks import listen

pytestmark = pytest.mark.django_db
BOOKED, FAILED = "meeting.booked", "identity.failed"


def who(tenant: Tenant, *names: str) -> list[ApiClient]:
    return hearing.listening(tenant=Tenant.objects.get(pk=tenant.pk), types=names)


def test_listening_needs_the_event_and_its_scope(erp: ApiClient, qingshan: Tenant) -> None:
    assert who(qingshan, BOOKED) == []
    listen(erp, events=[BOOKED, FAILED])
    assert who(qingshan, BOOKED) == who(qingshan, FAILED, "meeting.ended") == [erp]
    assert who(qingshan, "meeting.ended") == []
    ApiClient.objects.update(scopes=["people:read"])
    assert (who(qingshan, BOOKED), who(qingshan, FAILED)) == ([], [erp])


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (ApiClient, {"is_active": False}),
        (Tenant, {"is_active": False}),
        (WebhookEndpoint, {"is_on": False}),
        (WebhookEndpoint, {"disabled_at": timezone.now()}),
    ],
)
def test_listening_leaves_out_what_is_switched_off(
    erp: ApiClient, qingshan: Tenant, model: Any, fields: dict[str, object]
) -> None:
    listen(erp)
    model.objects.update(**fields)
    assert who(qingshan, BOOKED) == []


def test_listening_needs_a_secret_to_sign_with(erp: ApiClient, qingshan: Tenant) -> None:
    listen(erp)
    WebhookSecret.objects.all().delete()
    assert who(qingshan, BOOKED) == []


def test_listening_asks_nothing_where_nobody_listens(qingshan: Tenant) -> None:
    with CaptureQueriesContext(connection) as statements:
        assert hearing.listening(tenant=qingshan, types=[BOOKED]) == []
    assert len(statements) == 0


def test_acting_for_any_goes_by_what_a_token_would_be_given_for(
    erp: ApiClient, qingshan: Tenant, chen: User, zhao: User
) -> None:
    listen(erp)
    Identity.objects.create(tenant=qingshan, person=zhao, third_party_user_id="zhao", state=Identity.State.WORKS)
    everybody = Q(pk__in=[chen.pk, zhao.pk])

    def acting(people: Q = everybody) -> list[ApiClient]:
        clients = who(qingshan, BOOKED)
        return hearing.acting_for_any(clients=clients, people=people, tenant=qingshan)

    assert acting() == [erp]
    ApiClient.objects.update(allowed_user_ids="zhao")
    assert acting() == [erp]
    ApiClient.objects.update(scopes=["meetings:read"])  # without act:admin
    assert acting() == []
    ApiClient.objects.update(allowed_user_ids="ch*")
    assert acting() == [erp]
    assert acting(Q(pk=zhao.pk)) == []
    Identity.objects.filter(person=chen).update(state=Identity.State.DISABLED)
    assert acting() == []
