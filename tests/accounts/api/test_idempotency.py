"""A request that comes twice under one Idempotency-Key."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import tasks
from accounts.models import ApiClient, IdempotentRequest, Identity, Tenant, User
from tests.factories.api import Caller, make_api_client

IDENTITIES = "/api/v1/identities/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]
NEW = {"user_id": "sun", "email": "sun.hao@qingshan.example", "name": "孙浩"}


def test_the_same_again_is_answered_as_before(erp: ApiClient) -> None:
    caller = Caller(erp)
    first = caller.post(IDENTITIES, NEW, Idempotency_Key="k")
    Identity.objects.update(state=Identity.State.WORKS)
    second = caller.post(IDENTITIES, dict(reversed(NEW.items())), Idempotency_Key="k")
    assert (first.status_code, first.json(), first["Location"]) == (201, second.json(), second["Location"])
    assert second.status_code == 201
    assert caller.post(IDENTITIES, NEW).status_code == 200


def test_a_key_is_for_one_request_of_one_caller(erp: ApiClient, qingshan: Tenant, chen: User) -> None:
    caller, another = Caller(erp), Caller(make_api_client(qingshan, name="HR", secret="another"), secret="another")
    caller.post(IDENTITIES, NEW, Idempotency_Key="k")
    for path, body in ((IDENTITIES, NEW | {"name": "孙"}), ("/api/v1/bulk/identities/", {"identities": [NEW]})):
        response = caller.post(path, body, Idempotency_Key="k")
        assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_used")
    assert another.post(IDENTITIES, NEW, Idempotency_Key="k").status_code == 200
    assert caller.post(f"{IDENTITIES}sun/verify/", {}, Idempotency_Key="v").status_code == 202


def test_what_was_refused_is_tried_anew(erp: ApiClient, chen: User) -> None:
    caller = Caller(erp)
    body = NEW | {"user_id": "chen"}
    assert caller.post(IDENTITIES, body, Idempotency_Key="k").status_code == 422
    assert not IdempotentRequest.objects.exists()
    chen.identity.delete()
    assert caller.post(IDENTITIES, body, Idempotency_Key="k").status_code == 201


def test_answers_are_unreadable_at_rest_and_forgotten_after_a_day(erp: ApiClient) -> None:
    Caller(erp).post(IDENTITIES, NEW, Idempotency_Key="k")
    tasks.sweep()
    row = IdempotentRequest.objects.extra(select={"stored": "answer"}).get()
    assert "sun.hao" in row.answer
    assert "sun.hao" not in row.stored
    IdempotentRequest.objects.update(created_at=timezone.now() - timedelta(days=1, seconds=1))
    tasks.sweep()
    assert not IdempotentRequest.objects.exists()
