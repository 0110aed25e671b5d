"""One token per user, whoever asks first, and what becomes of the identity."""

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accounts.errors import AccountError, NotLinked
from accounts.models import AccessToken, Application, Identity, Tenant, User
from accounts.vendor import tokens
from hwmeeting import HwMeetingError, Unreachable
from tests.accounts.services.ledger import fault, logins, refreshes
from tests.factories.vendor import Vendor
from tests.flows.interruptions import Answer
from tests.patience import HANG_SECONDS
from tests.storage import of_the_tests

pytestmark = pytest.mark.django_db(transaction=True)
_LOGIN = ("POST", "/v2/usg/acs/auth/appauth")


@pytest.fixture
def tenant(vendor: Vendor) -> Tenant:
    return Tenant.objects.select_related("application").get(name="Qingshan")


@pytest.fixture
def identity(vendor: Vendor, chen: User) -> Identity:
    """Chen Jing's, never tested."""
    Identity.objects.filter(person=chen).update(state=Identity.State.UNTESTED)
    return Identity.objects.get(person=chen)


def current(tenant: Tenant) -> str:
    return tokens.current(tenant=tenant, user_id="chen")


def in_threads(count: int, ask: Callable[[], str]) -> list[str]:
    """The answers of threads that all begin at once; an error is its own answer."""
    barrier = threading.Barrier(count)

    def one() -> str:
        try:
            barrier.wait()
            return ask()
        except (NotLinked, HwMeetingError) as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(one) for _ in range(count)]]


def test_current_signs_in_once_and_learns_who_it_is(vendor: Vendor, tenant: Tenant, identity: Identity) -> None:
    before = timezone.now()
    assert current(tenant) == current(tenant) != ""
    assert len(logins(vendor)) == 1
    identity.refresh_from_db()
    assert identity.state == Identity.State.WORKS
    assert identity.tested_at is not None
    assert identity.tested_at >= before
    assert identity.vendor_account.startswith("Auto-")
    assert len(identity.vendor_user_uuid) == 32
    assert identity.vendor_sip_number.startswith("sip:+99111")


def test_current_tells_the_directory_what_the_tenant_allows(vendor: Vendor, tenant: Tenant, chen: User) -> None:
    User.objects.filter(pk=chen.pk).update(phone="138-0000-0000", department_code="7")
    current(tenant)
    tokens.forget(tenant=tenant, user_id="chen")
    Tenant.objects.update(sends_name=False, sends_email=True, sends_phone=True, sends_department=True)
    tokens.current(tenant=Tenant.objects.select_related("application").get(pk=tenant.pk), user_id="chen")
    told = [
        {name: login.get(name) for name in ("userName", "userEmail", "userPhone", "deptCode")}
        for login in logins(vendor)
    ]
    assert told == [
        {"userName": "陈静", "userEmail": None, "userPhone": None, "deptCode": None},
        {"userName": None, "userEmail": chen.email, "userPhone": "+8613800000000", "deptCode": "7"},
    ]


def test_current_by_many_threads_is_one_sign_in(vendor: Vendor, tenant: Tenant) -> None:
    assert len(set(in_threads(30, lambda: current(tenant)))) == 1
    assert len(logins(vendor)) == 1


def test_current_by_several_processes_is_one_sign_in(vendor: Vendor, tenant: Tenant) -> None:
    program = (
        "import sys, django; django.setup();"
        "from django.conf import settings; settings.MEETING_SITES['sandbox']['api_base'] = sys.argv[1];"
        "from accounts.models import Tenant; from accounts.vendor import tokens;"
        "qingshan = Tenant.objects.select_related('application').get(name='Qingshan');"
        "print(tokens.current(tenant=qingshan, user_id='chen'))"
    )
    words = [sys.executable, "-c", program, vendor.url]
    env = of_the_tests() | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DEBUG": "1",
        "DATA_DIR": str(settings.DATA_DIR),
        "SANDBOX_URL": vendor.url,
        "LOG_LEVEL": "WARNING",
    }
    askers = [
        subprocess.Popen(words, env=env, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    answers = {asker.communicate(timeout=HANG_SECONDS)[0] for asker in askers}
    assert answers == {f"{current(tenant)}\n"}
    assert len(logins(vendor)) == 1


def test_current_in_a_transaction_is_a_bug(vendor: Vendor, tenant: Tenant) -> None:
    with transaction.atomic(), pytest.raises(tokens.CalledInTransaction):
        current(tenant)
    assert logins(vendor) == []


def test_current_near_its_end_signs_in_where_only_the_access_token_renews(vendor: Vendor, tenant: Tenant) -> None:
    vendor.assume(refresh_takes="access_token")
    first = current(tenant)
    AccessToken.objects.update(expires_at=timezone.now() + tokens.SPARE)
    assert current(tenant) not in {first, ""}
    assert (len(logins(vendor)), refreshes(vendor)) == (2, 0)


def test_current_near_its_end_is_renewed_by_the_refresh_token(vendor: Vendor, tenant: Tenant) -> None:
    first = current(tenant)
    AccessToken.objects.update(expires_at=timezone.now() + tokens.SPARE)
    assert current(tenant) not in {first, ""}
    assert (len(logins(vendor)), refreshes(vendor)) == (1, 1)


def test_current_signs_in_where_the_refresh_token_does_not_serve(vendor: Vendor, tenant: Tenant) -> None:
    current(tenant)
    AccessToken.objects.update(expires_at=timezone.now(), refresh_token="spent")
    current(tenant)
    assert (len(logins(vendor)), refreshes(vendor)) == (2, 0)


def test_current_signs_in_where_the_refresh_token_is_over(vendor: Vendor, tenant: Tenant) -> None:
    current(tenant)
    AccessToken.objects.update(expires_at=timezone.now(), refresh_expires_at=timezone.now())
    current(tenant)
    assert (len(logins(vendor)), refreshes(vendor)) == (2, 0)


def test_renewed_by_many_threads_is_one_renewal(vendor: Vendor, tenant: Tenant) -> None:
    stale = current(tenant)
    found = in_threads(20, lambda: tokens.renewed(tenant=tenant, user_id="chen", stale=stale))
    assert len(set(found)) == 1
    assert stale not in found
    assert (len(logins(vendor)), refreshes(vendor)) == (1, 1)


def test_a_revoked_token_is_renewed_in_the_middle_of_a_call(vendor: Vendor, chen: User) -> None:
    assert vendor.details(chen) == []
    fault(vendor, kind="revoke_token", match="GET /v1/mmc/management/conferences", times=1)
    assert vendor.details(chen) == []
    assert len(logins(vendor)) + refreshes(vendor) == 2


def test_current_with_a_wrong_key_fails_for_all_who_wait(vendor: Vendor, tenant: Tenant, identity: Identity) -> None:
    application = Application.objects.get()
    application.app_key = "wrong"
    application.save()
    wrong = Tenant.objects.select_related("application").get(pk=tenant.pk)
    assert set(in_threads(8, lambda: current(wrong))) == {"NotLinked"}
    identity.refresh_from_db()
    assert (identity.state, identity.failure_code) == (Identity.State.FAILING, "USG.206010025")
    assert (identity.failure["status"], identity.test_due_at) == (401, None)
    with pytest.raises(NotLinked, match="does not accept your account"):
        current(wrong)


def test_current_with_a_wrong_clock_keeps_both_clocks_and_heals(
    vendor: Vendor, tenant: Tenant, identity: Identity
) -> None:
    settings.MEETING_SITES["sandbox"]["api_base"] = vendor.url  # the server between has our own clock
    with time_machine.travel(timezone.now() - timedelta(hours=1)), pytest.raises(NotLinked):
        current(tenant)
    identity.refresh_from_db()
    assert (identity.state, identity.failure_code) == (Identity.State.FAILING, "USG.206010057")
    assert Identity.objects.get(test_due_at__isnull=False) == identity
    clocks = [datetime.fromisoformat(identity.failure[name]) for name in ("at", "vendor_at")]
    assert timedelta(minutes=59) < clocks[1] - clocks[0] < timedelta(minutes=61)
    current(tenant)
    identity.refresh_from_db()
    assert (identity.state, identity.failure_code, identity.test_due_at) == (Identity.State.WORKS, "", None)


def test_current_while_the_vendor_is_away_says_nothing_about_the_identity(
    vendor: Vendor, tenant: Tenant, identity: Identity
) -> None:
    vendor.go_away()
    with pytest.raises(Unreachable):
        current(tenant)
    vendor.come_back()
    identity.refresh_from_db()
    assert identity.state == Identity.State.UNTESTED
    assert current(tenant) != ""


@pytest.mark.parametrize("status", [500, 200])
def test_current_that_ends_unclear_is_clear_to_the_caller(vendor: Vendor, tenant: Tenant, status: int) -> None:
    vendor.between.plan(*_LOGIN, *[Answer(status, "<html>")] * 2)
    with pytest.raises(Unreachable):
        current(tenant)


def test_current_takes_over_from_a_process_that_died(vendor: Vendor, tenant: Tenant) -> None:
    AccessToken.objects.create(
        tenant=tenant, third_party_user_id="chen", version=3, lease_until=timezone.now() - timedelta(seconds=1)
    )
    assert current(tenant) != ""
    row = AccessToken.objects.get()
    assert (row.version, row.lease_until) == (4, None)


def test_current_does_not_wait_forever(vendor: Vendor, tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "PATIENCE", 0.05)
    AccessToken.objects.create(tenant=tenant, third_party_user_id="chen", lease_until=timezone.now() + tokens.LEASE)
    with pytest.raises(Unreachable):
        current(tenant)
    assert logins(vendor) == []


def test_a_service_that_is_gone_from_the_settings_keeps_nobody_waiting(vendor: Vendor, tenant: Tenant) -> None:
    tenant.application.site = "gone"
    for _ in range(2):
        with pytest.raises(AccountError, match="no longer in the portal's settings"):
            current(tenant)
    assert AccessToken.objects.get().lease_until is None
