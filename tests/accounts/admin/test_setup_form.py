"""The guided set-up: what is typed is tried at the meeting service before it is kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from auditlog.models import LogEntry
from django.conf import settings
from django.test import Client

from accounts.models import Application, ConnectionTest, Identity, Tenant, User
from accounts.services import connecting
from tests.accounts.services.ledger import fault, logins
from tests.factories.page_words import words_of
from tests.factories.vendor import Vendor
from tests.sandbox.program import Program

pytestmark = pytest.mark.django_db(transaction=True)
_NEW = "/admin/accounts/tenant/connect/"
_KEY = "k" * 64
_SP_APP_ID = "7e2c3d4b5a6958473b2a1c0d9e8f7a6b"


def sent(vendor: Vendor, **fields: str) -> dict[str, str]:
    return {
        "name": "Tieling",
        "app_id": vendor.app_id,
        "app_key": _KEY,
        "site": "sandbox",
        "kind": "single",
        "corp_id": "",
        "administrator_user_id": "admin",
    } | fields


def setup_of(tenant: Tenant) -> str:
    return f"/admin/accounts/tenant/{tenant.pk}/setup/"


def errors(answer: Any) -> dict[str, list[str]]:
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


@pytest.fixture
def fresh(vendor: Vendor) -> Vendor:
    """A sandbox whose application nobody here uses yet."""
    Application.objects.update(app_id="another")
    return vendor


def test_what_works_is_kept_with_what_was_found(operators: Client, fresh: Vendor) -> None:
    answer = operators.post(_NEW, sent(fresh, administrator_user_id="somebody"))
    tenant = Tenant.objects.get(name="Tieling")
    assert answer["Location"] == setup_of(tenant)
    assert (tenant.application.app_id, tenant.application.app_key, tenant.application.site, tenant.corp_id) == (
        fresh.app_id,
        _KEY,
        "sandbox",
        "",
    )
    test = ConnectionTest.objects.get()
    rights = test.findings["rights"]
    assert (test.outcome, rights["directory"], rights["usage"], test.findings["is_administrator"]) == (
        "works",
        "found",
        "MMC.111070002",
        False,
    )
    said = words_of(operators.get(answer["Location"]))
    assert "It works, with 6 rights missing" in said
    assert "History of the enterprise" in said
    assert "Make the User ID an administrator" in said
    assert "no administrator of the enterprise" in said
    assert "s apart" in said
    assert _KEY not in operators.get(f"{answer['Location']}?step=2").content.decode()
    assert _KEY not in str(list(LogEntry.objects.values()))


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"app_key": "wrong"}, "app_key", "The service doesn't accept this App ID with this App Key: one of them is"),
        ({"app_id": "f" * 32}, "app_key", "The service doesn't accept this App ID with this App Key: one of them is"),
        ({"site": "nowhere"}, "site", "Select a valid choice."),
        ({"administrator_user_id": "a:b"}, "administrator_user_id", "A colon can't stand in a User ID"),
        ({"administrator_user_id": " "}, "administrator_user_id", "Type a User ID: an empty one would act as the"),
        ({"app_key": ""}, "app_key", "Type the App Key: none is stored for this App ID."),
        (
            {"kind": "sp"},
            "corp_id",
            "The application serves many enterprises, so the Corp ID says which one is meant.",
        ),
        ({"kind": "sp", "corp_id": "1"}, "app_key", "The service doesn't accept this App ID with this App Key and"),
        ({"name": "Qingshan"}, "name", "There is an organisation called “Qingshan” already."),
        ({"app_id": "another"}, "app_id", "This App ID is that of Qingshan."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(
    operators: Client, fresh: Vendor, fields: dict[str, str], field: str, sentence: str
) -> None:
    before = (Application.objects.count(), Tenant.objects.count())
    answer = operators.post(_NEW, sent(fresh, **fields))
    assert answer.status_code == 422
    assert errors(answer)[field][0].startswith(sentence)
    assert (Application.objects.count(), Tenant.objects.count(), ConnectionTest.objects.count()) == (*before, 0)
    page = answer.content.decode()
    typed = sent(fresh, **fields)
    if typed["app_key"]:
        assert "Please type the App Key again: it is never kept in a form." in words_of(answer)
        assert typed["app_key"] not in page.replace("wrong or", "")
    for name in ("name", "app_id"):
        assert f'value="{typed[name]}"' in page


def test_a_service_that_is_away_is_said_at_the_region(operators: Client, fresh: Vendor) -> None:
    fresh.go_away()
    answer = operators.post(_NEW, sent(fresh))
    assert errors(answer)["site"] == [
        "127.0.0.1:9 can't be reached from here: a firewall or the name service is in between."
    ]
    fresh.come_back()
    fault(fresh, match="POST /v2/usg/acs/auth/appauth", kind="answer_lost", times=2)
    assert "gave no answer that can be read" in errors(operators.post(_NEW, sent(fresh)))["site"][0]
    assert not Tenant.objects.filter(name="Tieling").exists()


def test_clocks_that_differ_are_said_with_both(operators: Client, fresh: Vendor) -> None:
    settings.MEETING_SITES["sandbox"]["api_base"] = fresh.url  # what stands in between has a clock of its own
    fault(fresh, match="POST /v2/usg/acs/auth/appauth", kind="clock_skew", seconds=3600, times=1)
    (sentence,) = errors(operators.post(_NEW, sent(fresh)))["__all__"]
    assert sentence.startswith("This server's clock and the meeting service's are too far apart.")
    assert "Here it was" in sentence
    fault(fresh, match="POST /v2/usg/acs/auth/appauth", kind="clock_skew", seconds=300, times=1)
    operators.post(_NEW, sent(fresh))
    assert 298 <= ConnectionTest.objects.get().findings["clock_seconds"] <= 302


def test_untested_is_a_choice_and_asks_nobody(operators: Client, fresh: Vendor) -> None:
    fresh.go_away()
    answer = operators.post(_NEW, sent(fresh, app_key="typed-later", save="untested"))
    tenant = Tenant.objects.get(name="Tieling")
    assert (ConnectionTest.objects.get().outcome, tenant.application.app_key) == ("untested", "typed-later")
    assert "Not tested yet" in words_of(operators.get(answer["Location"]))
    fresh.come_back()
    operators.post(f"{setup_of(tenant)}test/")
    assert ConnectionTest.objects.get().outcome == "fails"
    assert "It does not work" in words_of(operators.get(setup_of(tenant)))


def test_another_key_is_tried_before_it_takes_the_place_of_the_one_that_works(
    operators: Client, vendor: Vendor, qingshan: Tenant
) -> None:
    there = setup_of(qingshan)
    refused = operators.post(there, sent(vendor, name="Qingshan", app_key="wrong"))
    assert (refused.status_code, Application.objects.get().app_key) == (422, _KEY)
    kept = operators.post(there, sent(vendor, name="Qingshan", app_key=""))
    assert (kept.status_code, Application.objects.get().app_key) == (302, _KEY)
    assert Identity.objects.filter(state="works").count() == 2
    operators.post(there, sent(vendor, name="Qingshan", app_key="new-key", save="untested"))
    page = words_of(operators.get(f"{there}?step=2"))
    assert "Replaced by Operator:" in page
    entry = LogEntry.objects.get_for_object(qingshan.application).filter(changes__has_key="app_key").get()
    assert entry.changes["app_key"] == ["", "*"]
    assert "new-key" not in str(list(LogEntry.objects.values())) + page


def test_another_app_id_needs_its_own_key(operators: Client, vendor: Vendor, qingshan: Tenant) -> None:
    answer = operators.post(setup_of(qingshan), sent(vendor, name="Qingshan", app_id="f" * 32, app_key=""))
    assert errors(answer) == {"app_key": ["Type the App Key: none is stored for this App ID."]}


def test_a_process_that_dies_after_the_test_has_changed_nothing(operators: Client, fresh: Vendor) -> None:
    before = (Application.objects.count(), Tenant.objects.count())
    with patch.object(connecting, "_record", side_effect=SystemExit), pytest.raises(SystemExit):
        operators.post(_NEW, sent(fresh))
    assert len(logins(fresh)) == 1
    assert (Application.objects.count(), Tenant.objects.count(), ConnectionTest.objects.count()) == (*before, 0)
    assert operators.post(_NEW, sent(fresh)).status_code == 302


def test_a_tenant_administrator_tests_and_changes_nothing(
    zhaos: Client, vendor: Vendor, qingshan: Tenant, stranger: User
) -> None:
    Tenant.objects.filter(pk=qingshan.pk).update(administrator_user_id="admin")
    there = setup_of(qingshan)
    assert zhaos.get("/admin/accounts/tenant/setup/")["Location"] == there
    assert vendor.app_id not in zhaos.get(there).content.decode()
    assert zhaos.post(f"{there}test/")["Location"] == there
    assert ConnectionTest.objects.get().outcome == "works"
    assert "It works" in words_of(zhaos.get(there))
    refused = zhaos.post(there, sent(vendor, name="Renamed", save="untested"))
    assert errors(refused)["__all__"] == ["Only an operator can set up applications and organisations."]
    assert Tenant.objects.get(pk=qingshan.pk).name == "Qingshan"
    assert stranger.tenant is not None
    others = setup_of(stranger.tenant)
    codes = [zhaos.get(_NEW), zhaos.get(others), zhaos.post(others, {}), zhaos.post(f"{others}test/")]
    assert [answer.status_code for answer in codes] == [404] * 4


def test_nobody_else_gets_there(chens: Client, qingshan: Tenant) -> None:
    for address in (_NEW, setup_of(qingshan), f"{setup_of(qingshan)}test/"):
        assert chens.get(address)["Location"].startswith("/admin/login/")


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[str]:
    """The App Key of a service provider at a sandbox of its own."""
    program = Program(tmp_path / "data", "--seed", "demo", "--app-id", "0" * 32)
    before = settings.MEETING_SITES["sandbox"]["api_base"]
    settings.MEETING_SITES["sandbox"]["api_base"] = program.url
    yield (tmp_path / "data" / "sp-app-key.txt").read_text().strip()
    settings.MEETING_SITES["sandbox"]["api_base"] = before
    program.stop()


def test_enterprises_of_a_service_provider_share_one_application(
    operators: Client, vendor: Vendor, provider: str
) -> None:
    first = sent(vendor, app_id=_SP_APP_ID, app_key=provider, kind="sp", corp_id="100000002")
    assert operators.post(_NEW, first).status_code == 302
    second = first | {"name": "Jinzhou", "corp_id": "100000003", "app_key": ""}
    assert operators.post(_NEW, second).status_code == 302
    made = Tenant.objects.filter(application__app_id=_SP_APP_ID)
    assert [test.findings["corp_id"] for test in ConnectionTest.objects.order_by("tenant__corp_id")] == [
        "100000002",
        "100000003",
    ]
    assert made.count() == 2
    untested = operators.post(setup_of(made[0]), first | {"app_key": "new", "save": "untested"})
    assert errors(untested)["app_key"][0] == (
        "Organisations beside this one use the App Key (1), so another one is saved only once it is tested."
    )
    assert errors(operators.post(_NEW, second | {"name": "Third"})) == {
        "corp_id": ["Another organisation here has this Corp ID already."]
    }
    unknown = operators.post(_NEW, second | {"name": "Third", "corp_id": "7"})
    assert "is not bound to an enterprise" in errors(unknown)["corp_id"][0]
