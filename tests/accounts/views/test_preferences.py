"""A person's own settings, and the buttons that switch language and appearance."""

import re

import pytest
from django.test import Client

from accounts.models import Application, Tenant, User
from tests.factories.page_words import source_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def chen() -> User:
    application = Application.objects.create(name="Qingshan", app_id="app", site="cn-north-4")
    tenant = Tenant.objects.create(name="Qingshan", application=application)
    return User.objects.create_user(
        "jing.chen@qingshan.example", "a long password", name="陈静 Chen Jing", tenant=tenant, language="en"
    )


@pytest.fixture
def page(client: Client, chen: User) -> Client:
    client.force_login(chen)
    return client


def _chosen(person: User) -> tuple[str, str, str]:
    person.refresh_from_db()
    return person.language, person.time_zone, person.theme


def test_settings_keeps_what_was_chosen(page: Client, chen: User) -> None:
    wanted = {"language": "zh-hans", "time_zone": "Europe/Berlin", "theme": "dark"}
    answer = page.post("/settings/", wanted)
    assert (answer.status_code, answer["Location"], _chosen(chen)) == (
        302,
        "/settings/",
        ("zh-hans", "Europe/Berlin", "dark"),
    )


def test_settings_refused_keeps_what_was_typed(page: Client, chen: User) -> None:
    before = _chosen(chen)
    answer = page.post("/settings/", {"language": "en", "time_zone": "Mars/Olympus", "theme": "dark"})
    assert (answer.status_code, _chosen(chen)) == (422, before)
    assert 'name="theme" value="dark" checked' in source_of(answer)


def test_settings_keeps_a_zone_that_was_typed(page: Client, chen: User) -> None:
    page.post(
        "/settings/", {"language": "en", "time_zone": "other", "time_zone_other": "布宜诺斯艾利斯", "theme": "dark"}
    )
    assert _chosen(chen)[1] == "America/Argentina/Buenos_Aires"
    assert "Buenos Aires (UTC-3)" in source_of(page.get("/settings/"))


def test_settings_says_of_a_zone_that_is_none_what_it_may_be(page: Client, chen: User) -> None:
    before = _chosen(chen)
    sent = {"language": "en", "time_zone": "other", "time_zone_other": "Buenos", "theme": "dark"}
    answer = page.post("/settings/", sent)
    assert (answer.status_code, _chosen(chen)) == (422, before)
    source = source_of(answer)
    assert "Is it one of these: Buenos Aires?" in source.partition('id="id_time_zone_error"')[2].partition("</div>")[0]
    assert re.search(r'name="time_zone_other"[^>]*value="Buenos"|value="Buenos"[^>]*name="time_zone_other"', source)


def test_settings_signed_out_leads_to_sign_in(client: Client) -> None:
    assert client.get("/settings/")["Location"] == "/account/login/?next=/settings/"


def test_settings_page_has_language_and_theme_of_the_person(page: Client, chen: User) -> None:
    User.objects.filter(pk=chen.pk).update(language="zh-hans", theme="dark")
    assert '<html lang="zh-Hans" data-bs-theme="dark">' in source_of(page.get("/settings/"))


def test_set_language_signed_in_is_kept_with_the_person(page: Client, chen: User) -> None:
    answer = page.post("/settings/language/", {"language": "zh-hans", "next": "/meetings/?page=2"})
    assert (answer["Location"], _chosen(chen)[0]) == ("/meetings/?page=2", "zh-hans")


def test_set_language_signed_out_is_kept_in_the_browser(client: Client) -> None:
    client.post("/settings/language/", {"language": "zh-hans", "next": "/account/login/"})
    assert '<html lang="zh-Hans" data-bs-theme="auto">' in source_of(client.get("/account/login/"))


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "count", "a.b", "?x", "x y"]
)
def test_set_language_never_leads_to_another_host(client: Client, elsewhere: str) -> None:
    assert client.post("/settings/language/", {"language": "en", "next": elsewhere})["Location"] == "/"


def test_set_language_unknown_changes_nothing(page: Client, chen: User) -> None:
    before = _chosen(chen)
    assert page.post("/settings/language/", {"language": "tlh"}).status_code == 302
    assert _chosen(chen) == before


@pytest.mark.parametrize("address", ["/settings/language/", "/settings/theme/"])
def test_switches_change_nothing_by_get(page: Client, address: str) -> None:
    assert page.get(address, {"language": "zh-hans", "theme": "dark"}).status_code == 405


def test_set_theme_is_kept_with_the_person(page: Client, chen: User) -> None:
    page.post("/settings/theme/", {"theme": "dark"})
    assert _chosen(chen)[2] == "dark"
