"""That the meeting service refuses somebody is an event, once."""

from datetime import UTC, datetime

import pytest

from accounts.models import ApiClient, Tenant, User
from accounts.vendor import failures, sign_in_results
from tests.factories.webhooks import heard, listen, types

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


def fail(tenant: Tenant) -> None:
    tenant = Tenant.objects.get(pk=tenant.pk)
    failure = failures.own_refusal(failures.SWITCHED_OFF, now=NOW)
    sign_in_results.record_failure(tenant=tenant, user_id="chen", failure=failure, now=NOW)


def test_a_refusal_is_one_event(erp: ApiClient, chen: User, qingshan: Tenant) -> None:
    listen(erp)
    fail(qingshan)
    assert heard(erp) == [
        {
            "type": "identity.failed",
            "timestamp": NOW.isoformat(),
            "data": {
                "user_id": "chen",
                "email": chen.email,
                "name": "陈静",
                "state": "failing",
                "failure_code": failures.SWITCHED_OFF,
                "verified_at": NOW.isoformat(),
            },
        }
    ]
    fail(qingshan)
    assert types(erp) == []
    sign_in_results.record_success(tenant=qingshan, user_id="chen", now=NOW)
    fail(qingshan)
    assert types(erp) == ["identity.failed"]


def test_a_refusal_of_an_operator_is_nobody_elses(erp: ApiClient, chen: User, qingshan: Tenant) -> None:
    listen(erp)
    User.objects.filter(pk=chen.pk).update(role=User.Role.OPERATOR)
    fail(qingshan)
    assert types(erp) == []
