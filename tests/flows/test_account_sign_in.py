"""An organisation without an App ID: its people sign in by meeting accounts and passwords, which go in and stay in."""

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import requests
from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.admin.models import LogEntry as AdminEntry
from django.test import Client
from django.utils import timezone

from accounts.errors import AccountError, NotLinked
from accounts.models import AccessToken, ApiClient, Application, ConnectionTest, Identity, Tenant, User
from accounts.services import auto_linking, testing, upserting
from accounts.vendor import clients, tokens
from meetings.models import Meeting
from meetings.services import booking
from tests.factories.api import Caller
from tests.factories.booking_requests import asked
from tests.factories.page_words import words_of
from tests.patience import HANG_SECONDS
from tests.sandbox.program import Program

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]
_PASSWORD, _WRONG = "Sandbox-2026", "Never-Right-2027"
_LIST = "/admin/accounts/identity/"
_CONNECT = "/admin/accounts/tenant/connect/"
_ACCOUNT_SIGN_IN = "/v1/usg/acs/auth/account"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a sandbox whose people have passwords."""
    program = Program(tmp_path_factory.mktemp("accounts"), "--seed", "demo")
    yield program.url
    program.stop()


@pytest.fixture
def service(demo: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same as the meeting service of the tests, as it was at first."""
    requests.post(f"{demo}/_sandbox/reset", json={}, timeout=HANG_SECONDS).raise_for_status()
    monkeypatch.setitem(settings.MEETING_SITES, "sandbox", settings.MEETING_SITES["sandbox"] | {"api_base": demo})
    return demo


@pytest.fixture
def accounts(service: str, qingshan: Tenant, chen: User, li: User) -> Tenant:
    """Qingshan without an App ID; Chen Jing and Li Wei are linked to their accounts."""
    Application.objects.update(kind="account", app_id="", app_key="", site="sandbox")
    Identity.objects.update(third_party_user_id="chen@qingshan", account_password=_PASSWORD)
    Identity.objects.create(
        tenant=qingshan, person=li, third_party_user_id="li.wei@qingshan", account_password=_PASSWORD, state="works"
    )
    qingshan.administrator_user_id = "administrator@qingshan"
    qingshan.administrator_password = _PASSWORD
    qingshan.save()
    for person in (chen, li):
        person.refresh_from_db()
    return Tenant.objects.select_related("application").get()


def sign_ins(service: str) -> list[str]:
    """Return who has asked to sign in by password, in this order."""
    rows = requests.get(f"{service}/_sandbox/ledger", timeout=10).json()
    return [row["request"]["account"] for row in rows if row["path"] == _ACCOUNT_SIGN_IN]


def state_of(service: str) -> dict[str, Any]:
    return dict(requests.get(f"{service}/_sandbox/state", timeout=10).json())


def connected(**fields: str) -> dict[str, str]:
    return {
        "name": "Tieling",
        "app_id": "",
        "app_key": "",
        "site": "sandbox",
        "kind": "account",
        "corp_id": "",
        "administrator_user_id": "administrator@qingshan",
        "administrator_password": _PASSWORD,
    } | fields


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def change_page(person: User) -> str:
    return f"{_LIST}{Identity.objects.get(person=person).pk}/change/"


def test_a_person_books_and_colleagues_are_invited_by_their_accounts(
    service: str, accounts: Tenant, chen: User, li: User
) -> None:
    meeting = booking.book(
        organiser=chen, request=asked(li, subject="By account"), reference="book", now=timezone.now()
    )
    meeting.refresh_from_db()
    assert (meeting.state, meeting.vendor_conference_id != "") == (Meeting.State.BOOKED, True)
    assert sign_ins(service) == ["chen@qingshan"]
    seen = [one.subject for one in clients.client_for(person=li).meetings.list()]
    assert "By account" in seen
    identity = Identity.objects.get(person=chen)
    assert (identity.vendor_account, identity.state) == ("chen@qingshan", "works")


def test_a_colleague_whose_number_is_known_is_invited_with_it(
    service: str, accounts: Tenant, chen: User, li: User
) -> None:
    """The vendor wants it where the organiser signs in by account (docs/vendor/meetings.md 4.2)."""
    found = []
    for reference in ("before their first sign-in", "after it"):
        request = asked(li, "anna@tuv.example", subject=reference)
        booking.book(organiser=chen, request=request, reference=reference, now=timezone.now())
        (there,) = (one for one in state_of(service)["meetings"] if one["subject"] == reference)
        found.append([attendee.get("phone", "") for attendee in there["attendees"]])
        tokens.current(tenant=accounts, user_id="li.wei@qingshan")
    number = next(user["sip_number"] for user in state_of(service)["users"] if user["account"] == "li.wei@qingshan")
    assert found == [["", ""], [number, ""]]


def test_a_token_is_shared_and_refreshed_without_the_password(service: str, accounts: Tenant, chen: User) -> None:
    first = tokens.current(tenant=accounts, user_id="chen@qingshan")
    assert tokens.current(tenant=accounts, user_id="chen@qingshan") == first
    assert tokens.renewed(tenant=accounts, user_id="chen@qingshan", stale=first) != first
    assert sign_ins(service) == ["chen@qingshan"]


def test_the_administrator_signs_in_by_their_own_password(service: str, accounts: Tenant) -> None:
    assert clients.client_for_administrator(tenant=accounts).tokens.validate().account.is_administrator
    assert sign_ins(service) == ["administrator@qingshan"]


def test_a_wrong_password_is_said_and_not_tried_again(
    service: str, accounts: Tenant, chen: User, zhaos: Client
) -> None:
    zhaos.post(change_page(chen), {"third_party_user_id": "chen@qingshan", "account_password": _WRONG})
    zhaos.post(_LIST, {"action": "test", "identity": chen.identity.pk})
    testing.test_due(now=timezone.now())
    identity = Identity.objects.get(person=chen)
    assert (identity.state, identity.failure_code) == ("failing", "USG.206010000")
    page = words_of(zhaos.get(_LIST, {"chosen": identity.pk}))
    assert "The meeting service does not accept this account with this password." in page
    assert "You: type the password on the page of the identity, then test again." in page
    before = sign_ins(service)
    with pytest.raises(NotLinked, match="does not accept your account at present"):
        clients.client_for(person=User.objects.get(pk=chen.pk))
    assert sign_ins(service) == before, "a third and fourth try would lock the account"
    zhaos.post(change_page(chen), {"third_party_user_id": "chen@qingshan", "account_password": _PASSWORD})
    zhaos.post(_LIST, {"action": "test", "identity": chen.identity.pk})
    testing.test_due(now=timezone.now())
    assert Identity.objects.get(person=chen).state == "works"


def test_without_a_password_nobody_is_asked(service: str, accounts: Tenant, chen: User, zhaos: Client) -> None:
    Identity.objects.filter(person=chen).update(account_password="")
    zhaos.post(_LIST, {"action": "test", "identity": chen.identity.pk})
    testing.test_due(now=timezone.now())
    identity = Identity.objects.get(person=chen)
    assert (identity.state, identity.failure_code, sign_ins(service)) == ("failing", "PASSWORD_MISSING", [])
    page = words_of(zhaos.get(_LIST, {"chosen": identity.pk}))
    assert "The password of the meeting account has not been typed here yet." in page


def test_an_account_of_another_enterprise_is_not_used(
    service: str, accounts: Tenant, chen: User, operators: Client
) -> None:
    operators.post(f"/admin/accounts/tenant/{accounts.pk}/setup/test/")
    elsewhere = {"third_party_user_id": "owner@100000002", "account_password": _PASSWORD}
    operators.post(change_page(chen), elsewhere)
    operators.post(_LIST, {"action": "test", "identity": chen.identity.pk})
    testing.test_due(now=timezone.now())
    identity = Identity.objects.get(person=chen)
    assert (identity.state, identity.failure_code) == ("failing", "OTHER_ENTERPRISE")
    assert not AccessToken.objects.exclude(access_token="").exists()
    page = words_of(operators.get(f"{_LIST}?state=all&chosen={identity.pk}"))
    assert "The account belongs to another enterprise" in page


def test_a_disabled_person_has_no_token_and_acts_no_more(
    service: str, accounts: Tenant, chen: User, zhaos: Client
) -> None:
    tokens.current(tenant=accounts, user_id="chen@qingshan")
    zhaos.post(_LIST, {"action": "disable", "identity": chen.identity.pk})
    assert not AccessToken.objects.exists()
    with pytest.raises(NotLinked, match="Your link to the meeting service is switched off"):
        clients.client_for(person=User.objects.get(pk=chen.pk))
    zhaos.post(_LIST, {"action": "enable", "identity": chen.identity.pk})
    zhaos.post(_LIST, {"action": "test", "identity": chen.identity.pk})
    testing.test_due(now=timezone.now())
    assert Identity.objects.get(person=chen).state == "works"


def test_a_password_goes_in_and_never_comes_out(
    service: str, accounts: Tenant, chen: User, li: User, zhaos: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    Identity.objects.filter(person=li).delete()
    form = {"email": li.email, "third_party_user_id": "li.wei@qingshan", "account_password": _PASSWORD}
    refused = zhaos.post(f"{_LIST}add/", form | {"third_party_user_id": "chen@qingshan"})
    assert "Please type the password again: it is never kept in a form." in words_of(refused)
    assert zhaos.post(f"{_LIST}add/", form).status_code == 302
    identity = Identity.objects.get(person=li)
    assert (identity.account_password, identity.state) == (_PASSWORD, "untested")
    zhaos.post(_LIST, {"action": "test", "identity": identity.pk})
    testing.test_due(now=timezone.now())
    assert Identity.objects.get(person=li).state == "works"
    answers = [refused, zhaos.get(change_page(li)), zhaos.get(f"{_LIST}?state=all&chosen={identity.pk}")]
    answers.append(zhaos.get(f"{_LIST}{identity.pk}/history/"))
    csv = body_of(zhaos.get(f"{_LIST}export/")).decode()
    assert "li.wei@qingshan" in csv
    sheet = zhaos.get(f"{_LIST}export/", {"format": "xlsx"})
    packed = ZipFile(BytesIO(sheet.content))
    written = [packed.read(name).decode() for name in packed.namelist()]
    written += [answer.content.decode() for answer in answers]
    written += [csv, caplog.text, *map(str, LogEntry.objects.values()), *map(str, AdminEntry.objects.values())]
    assert [text for text in written if _PASSWORD in text] == []
    changes = LogEntry.objects.get_for_object(identity).filter(changes__has_key="account_password")
    assert [entry.changes["account_password"] for entry in changes] == [["", "*"]]


def test_another_account_needs_its_own_password(accounts: Tenant, chen: User, zhaos: Client) -> None:
    there = change_page(chen)
    answer = zhaos.post(there, {"third_party_user_id": "wang.fang@qingshan", "account_password": ""})
    assert (answer.status_code, "Type the password of this meeting account." in words_of(answer)) == (422, True)
    assert zhaos.post(there, {"third_party_user_id": "chen@qingshan", "account_password": ""}).status_code == 302
    assert Identity.objects.get(person=chen).account_password == _PASSWORD
    identity = Identity.objects.get(person=chen)
    identity.becomes("wang.fang@qingshan")
    assert identity.account_password == ""


def test_a_file_that_names_another_account_leaves_no_password_to_it(accounts: Tenant, chen: User) -> None:
    zhao = User.objects.create_user("zhao@qingshan.example", name="Zhao", tenant=accounts, role="tenant_admin")
    row = {"email": chen.email, "third_party_user_id": "wang.fang@qingshan"}
    upserting.upsert_one(by=zhao, tenant=accounts, row=row, now=timezone.now())
    identity = Identity.objects.get(person=chen)
    assert (identity.third_party_user_id, identity.account_password) == ("wang.fang@qingshan", "")


def test_where_there_is_an_app_id_no_password_is_asked_for_or_kept(zhaos: Client, chen: User, li: User) -> None:
    assert 'type="password"' not in zhaos.get(f"{_LIST}add/").content.decode()
    form = {"email": li.email, "third_party_user_id": "li", "account_password": _PASSWORD}
    assert zhaos.post(f"{_LIST}add/", form).status_code == 302
    assert set(Identity.objects.values_list("account_password", flat=True)) == {""}


def test_nothing_can_be_signed_for_a_persons_own_app(accounts: Tenant, erp: ApiClient, chen: User) -> None:
    response = Caller(erp, act_as="chen@qingshan").post("/api/v1/client-auth/", {})
    assert (response.status_code, response.json()["code"]) == (409, "no_signature")
    assert "This organisation has no App ID to sign with" in response.json()["detail"]
    assert not LogEntry.objects.filter(action=LogEntry.Action.ACCESS).exists()


def test_no_rule_links_anybody(accounts: Tenant, zhao: User, zhaos: Client) -> None:
    with pytest.raises(AccountError, match="Without an App ID each link needs the password of an account"):
        auto_linking.choose_rule(by=zhao, tenant=accounts, rule="email")
    Tenant.objects.update(auto_link="email")
    assert auto_linking.link_at_sign_in(person=User.objects.get(pk=zhao.pk), now=timezone.now()) is None
    assert not Identity.objects.filter(person=zhao).exists()
    page = words_of(zhaos.get(f"/admin/accounts/tenant/{accounts.pk}/setup/?step=3"))
    assert "no rule can link anybody" in page


def test_it_is_set_up_step_by_step_and_said_to_be_discouraged(service: str, operators: Client, db: None) -> None:
    assert "Accounts with passwords are discouraged" in words_of(operators.get(_CONNECT))
    refused = operators.post(_CONNECT, connected(administrator_password=_WRONG))
    errors = refused.context["form"].errors
    assert errors["administrator_password"][0].startswith("The meeting service does not accept this account with this")
    missing = operators.post(_CONNECT, connected(administrator_password=""))
    assert missing.context["form"].errors == {"administrator_password": ["Type the password of this meeting account."]}
    assert not Tenant.objects.exists()
    there = operators.post(_CONNECT, connected())["Location"]
    test, tenant = ConnectionTest.objects.get(), Tenant.objects.get()
    assert (test.outcome, test.findings["is_administrator"]) == ("works", True)
    assert (tenant.application.kind, tenant.application.app_id, tenant.application.app_key) == ("account", "", "")
    page = operators.get(there)
    assert "Accounts with passwords are discouraged" in words_of(page)
    assert "only for those whose account and password stand here; it takes an App ID" in words_of(page)
    twice = operators.post(_CONNECT, connected(name="Jinzhou", administrator_user_id="owner@qingshan"))
    assert twice.context["form"].errors["administrator_user_id"] == [
        "That is the enterprise of Tieling: an enterprise belongs to one organisation."
    ]
    other = operators.post(_CONNECT, connected(name="Jinzhou", administrator_user_id="owner@100000002"))
    assert (other.status_code, Application.objects.filter(app_id="").count()) == (302, 2)
    kept = operators.post(there, connected(administrator_password=""))
    assert (kept.status_code, Tenant.objects.get(pk=tenant.pk).administrator_password) == (302, _PASSWORD)
    operators.post(there, connected(administrator_password=_WRONG, save="untested"))
    assert Tenant.objects.get(pk=tenant.pk).administrator_password == _WRONG
    written = [answer.content.decode() for answer in (refused, page, operators.get(f"{there}?step=2"))]
    written += [*map(str, LogEntry.objects.values()), *map(str, AdminEntry.objects.values())]
    assert [text for text in written if _PASSWORD in text or _WRONG in text] == []
    entry = LogEntry.objects.get_for_object(tenant).filter(changes__has_key="administrator_password").get()
    assert entry.changes["administrator_password"] == ["", "*"]


def test_another_kind_would_make_other_users_of_the_linked(operators: Client, accounts: Tenant) -> None:
    there = f"/admin/accounts/tenant/{accounts.pk}/setup/"
    sent = connected(name="Qingshan", kind="single", app_id="f" * 32, app_key="key", save="untested")
    answer = operators.post(there, sent)
    assert (
        answer.context["form"].errors["kind"][0].startswith("Linked people (2) would be other users by the new kind.")
    )
    application = f"/admin/accounts/application/{accounts.application.pk}/change/"
    sent = {
        "name": "App",
        "app_id": "f" * 32,
        "app_key": "key",
        "kind": "single",
        "site": "sandbox",
        "is_active": "on",
    }
    assert "kind" in operators.post(application, sent).context["adminform"].form.errors
    Identity.objects.all().delete()
    assert operators.post(application, sent).status_code == 302
    tenant = Tenant.objects.select_related("application").get()
    assert (tenant.application.app_id, tenant.administrator_password) == ("f" * 32, "")
