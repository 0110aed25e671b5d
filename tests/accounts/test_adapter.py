"""What django-allauth may do here: sign people in, but neither sign them up nor write mails past the outbox."""

import re

import pytest
from django.test import Client

from accounts.models import User
from notifications.models import Message
from tests.factories.browser_form import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def mail() -> Message:
    return Message.objects.get()


def test_a_forgotten_password_goes_through_the_outbox(client: Client, li: User) -> None:
    li.set_password("a long password")
    li.save()
    client.post("/account/password/reset/", {"email": li.email})
    assert (mail().recipient, mail().kind) == (li.email, "set-password")
    client.post("/account/password/reset/", {"email": "nobody@qingshan.example"})
    assert Message.objects.count() == 1


@pytest.mark.parametrize("stored", ["li.wei@münchen.example", "li.wei@xn--mnchen-3ya.example"])
@pytest.mark.parametrize("typed", ["Li.Wei@MÜNCHEN.example", "li.wei@xn--mnchen-3ya.example"])
def test_a_domain_is_the_same_in_its_script_and_as_browsers_send_it(
    client: Client, li: User, stored: str, typed: str
) -> None:
    li.email = stored
    li.set_password("a long password")
    li.save()
    client.post("/account/password/reset/", {"email": typed})
    assert mail().recipient == stored
    assert client.post("/account/login/", {"login": typed, "password": "a long password"})["Location"] == "/"


def test_sign_in_refused_keeps_the_address_and_not_the_password(client: Client) -> None:
    html = client.post(
        "/account/login/", {"login": "jing.chen@qingshan.example", "password": "not it at all"}
    ).content.decode()
    assert 'value="jing.chen@qingshan.example"' in html
    assert "not it at all" not in html
    assert "Mail address or password is not right." in html


@pytest.mark.parametrize("elsewhere", ["count", "a.b", "http://[", "//evil.example/", "https://evil.example/"])
def test_sign_in_leads_to_pages_of_the_portal_alone(client: Client, li: User, elsewhere: str) -> None:
    li.set_password("a long password")
    li.save()
    sent = {"login": li.email, "password": "a long password", "next": elsewhere}
    assert client.post("/account/login/", sent)["Location"] == "/"


def test_whoever_sets_a_password_by_the_mailed_link_is_signed_in_once(client: Client, li: User) -> None:
    client.post("/account/password/reset/", {"email": li.email})
    address = re.search(r"/account/password/reset/key/\S+?/(?=[\s\"])", mail().text)
    assert address is not None
    form = client.get(address[0])["Location"]
    done = client.post(form, {"password1": "a sentence nobody guesses", "password2": "a sentence nobody guesses"})
    assert (done["Location"], client.get("/").status_code) == ("/", 200)
    another = Client()
    assert another.get(address[0]).status_code == 200
    assert another.get("/")["Location"] == "/account/login/?next=/"


def test_too_many_wrong_passwords_are_told_how_long_to_wait(client: Client) -> None:
    User.objects.create_user("chen.jing@qingshan.example", "right and long", name="陈静", role=User.Role.OPERATOR)
    for password in [*(f"wrong-{number}" for number in range(6)), "right and long"]:
        sent = {"login": "chen.jing@qingshan.example", "password": password}
        page = client.post("/account/login/", sent, headers={"Accept-Language": "en"}).content.decode()
    assert "Too many tries. Please wait five minutes." in page


@pytest.mark.parametrize(("has_one", "page"), [(False, "set"), (True, "change")])
def test_a_password_is_set_on_the_page_that_asks_for_it(client: Client, li: User, has_one: bool, page: str) -> None:
    li.set_password("a long password" if has_one else None)
    li.save()
    client.force_login(li)
    address = f"/account/password/{page}/"
    sent = fields_of(client.get(address)) | {"password1": "another long one", "password2": "another long one"}
    assert ("oldpassword" in sent) == has_one
    client.post(address, sent | ({"oldpassword": "a long password"} if has_one else {}))
    li.refresh_from_db()
    assert li.check_password("another long one")
