"""Trying credentials: what is found, and what isn't done."""

from typing import Any

import pytest
import requests
from django.db import transaction
from django.utils import timezone

from accounts.models import AccessToken, Tenant
from accounts.vendor import probing
from accounts.vendor.tokens import CalledInTransaction
from tests.accounts.services.ledger import fault
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def found_of(tenant: Tenant, user_id: str) -> probing.Findings:
    tenant = Tenant.objects.select_related("application").get(pk=tenant.pk)
    tenant.administrator_user_id = user_id
    return probing.probe(tenant=tenant, now=timezone.now())


def ledger(vendor: Vendor) -> list[dict[str, Any]]:
    return list(requests.get(f"{vendor.url}/_sandbox/ledger", timeout=10).json())


def test_probe_finds_the_rights_of_an_administrator(vendor: Vendor, qingshan: Tenant) -> None:
    found = found_of(qingshan, vendor.administrator_user_id)
    assert set(found["rights"].values()) == {"found"}
    assert set(found["rights"]) == set(probing.Right.values)
    assert (found["is_administrator"], found["failure"], found["usage"]["seats"]) == (True, None, 0)


def test_probe_leaves_no_token_behind_and_signs_in_once(vendor: Vendor, qingshan: Tenant) -> None:
    found_of(qingshan, vendor.administrator_user_id)
    assert [(row["method"], row["path"]) for row in ledger(vendor) if row["method"] != "GET"] == [
        ("POST", "/v2/usg/acs/auth/appauth"),
        ("DELETE", "/v1/usg/acs/token"),
    ]
    assert AccessToken.objects.count() == 0


def test_probe_goes_on_where_one_right_gets_no_answer(vendor: Vendor, qingshan: Tenant) -> None:
    fault(vendor, match="GET /v1/usg/dcs/corp/vmr", kind="answer_lost", times=3)
    rights = found_of(qingshan, vendor.administrator_user_id)["rights"]
    assert {name for name, code in rights.items() if code != "found"} == {"rooms"}
    assert rights["rooms"] == ""


def test_probe_asks_no_more_after_its_patience(
    vendor: Vendor, qingshan: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probing, "PATIENCE", -1.0)
    assert set(found_of(qingshan, vendor.administrator_user_id)["rights"].values()) == {""}


def test_probe_refuses_to_call_in_a_transaction(vendor: Vendor, qingshan: Tenant) -> None:
    with transaction.atomic(), pytest.raises(CalledInTransaction):
        found_of(qingshan, "admin")


def test_probe_of_a_site_that_is_gone(vendor: Vendor, qingshan: Tenant) -> None:
    type(qingshan.application).objects.update(site="gone")
    failure = found_of(qingshan, "admin")["failure"]
    assert failure is not None
    assert failure["code"] == "SITE_GONE"
