"""What a sign-in tells about an identity."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from auditlog.models import LogEntry

from accounts.models import Identity, Tenant, User
from accounts.vendor import sign_in_results
from accounts.vendor.failures import Failure
from hwmeeting import Account

pytestmark = pytest.mark.django_db
_NOW = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)


@pytest.fixture
def identity(chen: User) -> Identity:
    """Chen Jing's, untested, whose test is due."""
    Identity.objects.update(state=Identity.State.UNTESTED, test_due_at=_NOW)
    return Identity.objects.get()


def failure(kind: str, code: str) -> Failure:
    return cast(Failure, {"kind": kind, "code": code, "status": 403, "request_id": "r", "retry_after": None})


def kept(identity: Identity, *names: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = Identity.objects.values_list(*names).get(pk=identity.pk)
    return found


def changes(identity: Identity) -> list[dict[str, Any]]:
    written = LogEntry.objects.get_for_object(identity).filter(action=LogEntry.Action.UPDATE)
    return [entry.changes for entry in written]


def test_worked_makes_the_identity_work(identity: Identity, qingshan: Tenant) -> None:
    sign_in_results.record_success(tenant=qingshan, user_id="chen", now=_NOW)
    assert kept(identity, "state", "failure_code", "failure", "tested_at", "test_due_at") == (
        "works",
        "",
        {},
        _NOW,
        None,
    )


def test_worked_learns_how_the_vendor_calls_the_user(identity: Identity, qingshan: Tenant) -> None:
    account = Account(account="a" * 200, user_uuid="2", sip_number="sip:3")
    sign_in_results.record_success(tenant=qingshan, user_id="chen", now=_NOW, account=account)
    names = ("vendor_account", "vendor_user_uuid", "vendor_sip_number")
    assert kept(identity, *names) == ("a" * 128, "2", "sip:3")


def test_worked_keeps_a_name_that_the_vendor_leaves_out(identity: Identity, qingshan: Tenant) -> None:
    Identity.objects.update(vendor_account="Auto-1")
    sign_in_results.record_success(tenant=qingshan, user_id="chen", now=_NOW, account=Account(user_uuid="2"))
    assert kept(identity, "vendor_account", "vendor_user_uuid") == ("Auto-1", "2")


def test_worked_records_what_has_changed_only(identity: Identity, qingshan: Tenant) -> None:
    for _ in range(2):
        sign_in_results.record_success(tenant=qingshan, user_id="chen", now=_NOW)
    assert changes(identity) == [{"state": ["untested", "works"]}]


def test_worked_leaves_a_disabled_identity_alone(identity: Identity, qingshan: Tenant) -> None:
    Identity.objects.update(state=Identity.State.DISABLED)
    sign_in_results.record_success(tenant=qingshan, user_id="chen", now=_NOW)
    assert kept(identity, "state", "tested_at") == ("disabled", None)


def test_worked_of_a_user_whom_nobody_has_linked(identity: Identity, qingshan: Tenant) -> None:
    sign_in_results.record_success(tenant=qingshan, user_id="administrator", now=_NOW)
    assert kept(identity, "state", "tested_at") == ("untested", None)


def test_failed_by_a_refusal_makes_the_identity_fail(identity: Identity, qingshan: Tenant) -> None:
    refused = failure("refused", "USG.206010070")
    sign_in_results.record_failure(tenant=qingshan, user_id="chen", failure=refused, now=_NOW)
    names = ("state", "failure_code", "failure", "tested_at", "test_due_at")
    assert kept(identity, *names) == ("failing", "USG.206010070", refused, _NOW, None)
    assert changes(identity) == [{"state": ["untested", "failing"], "failure_code": ["", "USG.206010070"]}]


def test_failed_by_what_heals_is_tried_again_by_itself(identity: Identity, qingshan: Tenant) -> None:
    locked = failure("refused", "USG.206030015")
    sign_in_results.record_failure(tenant=qingshan, user_id="chen", failure=locked, now=_NOW)
    assert kept(identity, "state", "test_due_at") == ("failing", _NOW + timedelta(minutes=2))


def test_failed_for_want_of_an_answer_says_nothing_about_the_identity(identity: Identity, qingshan: Tenant) -> None:
    away = failure("away", "UNREACHABLE")
    sign_in_results.record_failure(tenant=qingshan, user_id="chen", failure=away, now=_NOW)
    names = ("state", "failure_code", "failure", "test_due_at")
    assert kept(identity, *names) == ("untested", "", away, _NOW + timedelta(minutes=2))


def test_failed_for_want_of_an_answer_asks_for_no_test_of_its_own(identity: Identity, qingshan: Tenant) -> None:
    Identity.objects.update(test_due_at=None)
    away = failure("away", "UNREACHABLE")
    sign_in_results.record_failure(tenant=qingshan, user_id="chen", failure=away, now=_NOW)
    assert kept(identity, "failure", "test_due_at") == ({}, None)
