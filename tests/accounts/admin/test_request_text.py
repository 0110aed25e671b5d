"""What is sent to whoever can grant the rights that are missing."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.admin.request_text import build_request_text
from accounts.models import Application, ConnectionTest, Tenant, User
from tests.factories.page_words import source_of

pytestmark = pytest.mark.django_db
_REFUSED = "MMC.111070002"


def found(**fields: Any) -> dict[str, Any]:
    values = {
        "user_id": "zhaolei",
        "name": "Zhao Lei",
        "account": "",
        "corp_id": "100000001",
        "is_administrator": False,
        "milliseconds": 1,
        "clock_seconds": 0,
        "usage": {},
        "rights": {"usage": _REFUSED, "history": "", "rooms": "found"},
        "failure": None,
    }
    return values | fields


def text(tenant: Tenant, **fields: Any) -> str:
    return build_request_text(tenant=tenant, findings=found(**fields))  # type: ignore[arg-type]  # as it is stored


def test_text_names_what_was_refused_and_how_it_is_granted_in_both_languages(qingshan: Tenant) -> None:
    with translation.override("en"):
        english, _rest = text(qingshan).split("\n\n关于", 1)
    assert "User ID “zhaolei” of enterprise 100000001" in english
    assert f"- Use of the enterprise: seats, recordings and live streams in use ({_REFUSED})" in english
    assert "Please make this User ID an administrator of the enterprise" in english
    assert [words in english for words in ("History", "Cloud rooms", "address book")] == [False, False, False]
    with translation.override("zh-hans"):
        chinese = text(qingshan)
    assert chinese.index("企业") < chinese.index("Use of the enterprise")
    assert "请在会议服务控制台将此 User ID 设为企业管理员。" in chinese


def test_text_about_the_address_book_asks_for_no_administrator(qingshan: Tenant) -> None:
    with translation.override("en"):
        asked = text(qingshan, rights={"directory": _REFUSED})
    assert "Please open the enterprise's address book" in asked
    assert "Please make this User ID" not in asked


def test_text_without_an_app_id_asks_for_one(qingshan: Tenant) -> None:
    Application.objects.update(kind=Application.Kind.ACCOUNT, app_id="", app_key="")
    qingshan.application.refresh_from_db()
    with translation.override("en"):
        assert "An App ID and its App Key" in text(qingshan, rights={})


@pytest.mark.parametrize("fields", [{"rights": {"usage": "found", "history": ""}}, {"failure": {"code": "X"}}])
def test_text_is_none_where_nothing_is_known_to_be_missing(qingshan: Tenant, fields: dict[str, Any]) -> None:
    assert text(qingshan, **fields) == ""


@pytest.mark.parametrize("rights", [{"usage": _REFUSED}, {"usage": "found"}])
def test_page_has_the_text_and_a_button_that_needs_no_inline_script(
    zhaos: Client, zhao: User, qingshan: Tenant, rights: dict[str, str]
) -> None:
    ConnectionTest.objects.create(
        tenant=qingshan, outcome="works", tested_at=timezone.now(), findings=found(rights=rights)
    )
    page = source_of(zhaos.get(f"/admin/accounts/tenant/{qingshan.pk}/setup/"))
    is_missing = rights["usage"] != "found"
    assert ('data-copy-from="request-text"' in page, 'id="request-text"' in page) == (is_missing, is_missing)
    assert "onclick" not in page
