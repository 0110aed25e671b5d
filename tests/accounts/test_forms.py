"""What a person fills in about themselves."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation

from accounts.forms import LanguageForm, NewPasswordForm, PasswordByLinkForm, PreferencesForm, ThemeForm
from accounts.models import User
from tests.factories.page_words import text_of

_NOW = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)


def form(sent: dict[str, str] | None = None, *, time_zone: str = "Asia/Shanghai") -> PreferencesForm:
    person = User(language="en", time_zone=time_zone, theme="light")
    return PreferencesForm(sent, person=person, now=_NOW)


def test_preferences_begin_with_what_is_kept() -> None:
    assert form().initial == {"language": "en", "time_zone": "Asia/Shanghai", "theme": "light"}


def test_preferences_take_a_zone_that_few_have() -> None:
    sent = {"language": "en", "time_zone": "other", "time_zone_other": "Kathmandu", "theme": "auto"}
    filled = form(sent)
    assert filled.is_valid()
    assert filled.cleaned_data["time_zone"] == "Asia/Kathmandu"


def test_preferences_begin_with_the_present_name_of_a_zone() -> None:
    kept = form(time_zone="Asia/Calcutta")
    assert kept.initial["time_zone"] == "Asia/Kolkata"
    assert str(kept["time_zone"]).count('<option value="Asia/Kolkata" selected>') == 1


@pytest.mark.parametrize("field", ["language", "time_zone", "theme"])
def test_preferences_refuse_what_is_no_choice(field: str) -> None:
    sent = {"language": "en", "time_zone": "Europe/Berlin", "theme": "auto"} | {field: "other"}
    assert list(form(sent).errors) == [field]


@pytest.mark.parametrize(("language", "is_one"), [("en", True), ("zh-hans", True), ("tlh", False), ("", False)])
def test_language_form(language: str, is_one: bool) -> None:
    assert LanguageForm({"language": language}).is_valid() is is_one


@pytest.mark.parametrize(("theme", "is_one"), [("auto", True), ("light", True), ("dark", True), ("pink", False)])
def test_theme_form(theme: str, is_one: bool) -> None:
    assert ThemeForm({"theme": theme}).is_valid() is is_one


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["Current password", "New password", "New password (again)"]),
        ("zh-hans", ["当前密码", "新密码", "新密码（重复）"]),
    ],
)
def test_password_labels_are_written_as_all_others(language: str, labels: list[str]) -> None:
    with translation.override(language):
        assert [str(field.label) for field in NewPasswordForm().fields.values()] == labels
        assert [str(field.label) for field in PasswordByLinkForm().fields.values()] == labels[1:]


@pytest.mark.django_db
def test_the_page_of_a_new_password_shows_them(client: Client, chen: User) -> None:
    chen.set_password("correct horse battery staple")
    chen.save()
    client.force_login(chen)
    assert "Current password" in text_of(client.get("/account/password/change/"))
