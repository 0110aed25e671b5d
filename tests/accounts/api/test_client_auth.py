"""Signatures for the native SDKs: they sign the person of the token in, and nobody else."""

from base64 import b64encode

import pytest
import requests
from auditlog.models import LogEntry

from accounts.models import ApiClient, Identity, Tenant, User
from tests.factories.api import Caller
from tests.factories.vendor import Vendor

CLIENT_AUTH = "/api/v1/client-auth/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def test_a_signature_signs_the_person_in_at_the_meeting_service(vendor: Vendor, erp: ApiClient) -> None:
    response = Caller(erp, act_as="li").post(CLIENT_AUTH, {})
    found = response.json()
    assert response["Cache-Control"] == "no-store"
    assert set(found) == {"appId", "userId", "expireTime", "nonce", "signature", "userName"}
    answer = requests.post(
        f"{vendor.between.url}/v2/usg/acs/auth/appauth",
        json={name: found[name] for name in ("appId", "userId", "expireTime", "nonce")} | {"clientType": 72},
        headers={"Authorization": _authorization(found), "X-Token-Type": "LongTicket"},
        timeout=10,
    )
    assert (answer.status_code, answer.json()["user"]["name"] != "") == (200, True)


def _authorization(found: dict[str, str]) -> str:
    access = b64encode(found["appId"].encode()).decode()
    return f"HMAC-SHA256 signature={found['signature']},access={access}"


def test_an_sp_application_names_the_enterprise_too(erp: ApiClient, chen: User, qingshan: Tenant) -> None:
    qingshan.application.kind = "sp"
    qingshan.application.save()
    Tenant.objects.update(corp_id="corp1")
    assert Caller(erp, act_as="chen").post(CLIENT_AUTH, {}).json()["corpId"] == "corp1"


def test_no_body_names_another_user(erp: ApiClient, chen: User) -> None:
    response = Caller(erp, act_as="chen").post(CLIENT_AUTH, {"userId": "owner"})
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, "userId")


def test_a_token_for_nobody_signs_nobody_in(erp: ApiClient) -> None:
    assert Caller(erp).post(CLIENT_AUTH, {}).status_code == 403


def test_a_switched_off_identity_signs_nobody_in(erp: ApiClient, chen: User) -> None:
    caller = Caller(erp, act_as="chen")
    Identity.objects.update(state=Identity.State.DISABLED)
    response = caller.post(CLIENT_AUTH, {})
    assert (response.status_code, response.json()["code"]) == (409, "switched_off")


def test_what_was_handed_out_stands_in_the_audit_log_without_the_signature(erp: ApiClient, chen: User) -> None:
    found = Caller(erp, act_as="chen").post(CLIENT_AUTH, {}).json()
    (entry,) = LogEntry.objects.filter(action=LogEntry.Action.ACCESS)
    assert (entry.object_pk, entry.additional_data) == (
        str(chen.identity.pk),
        {"what": "client_auth", "asked_by": erp.client_id},
    )
    assert found["signature"] not in str(vars(entry))
