"""The form of an identity."""

import pytest
from django.test import Client

from accounts.models import Identity, User
from tests.factories.page_words import source_of, words_of

pytestmark = pytest.mark.django_db
_LIST = "/admin/accounts/identity/"
_ADD = f"{_LIST}add/"


def test_link_by_mail_address(zhaos: Client, li: User) -> None:
    assert f'value="{li.email}"' in source_of(zhaos.get(_ADD, {"person": li.pk}))
    answer = zhaos.post(_ADD, {"email": li.email.upper(), "third_party_user_id": " li "})
    identity = Identity.objects.get(person=li)
    assert answer["Location"] == f"{_LIST}?state=all&chosen={identity.pk}#why"
    assert identity.third_party_user_id == "li"


def test_link_by_a_domain_as_browsers_send_it(zhaos: Client, li: User) -> None:
    li.email = "li.wei@münchen.example"
    li.save()
    assert 'type="email"' not in source_of(zhaos.get(_ADD))
    zhaos.post(_ADD, {"email": "Li.Wei@xn--mnchen-3ya.example", "third_party_user_id": "li"})
    assert User.objects.get(pk=li.pk).identity.third_party_user_id == "li"


@pytest.mark.parametrize(
    ("email", "user_id", "sentence"),
    [
        ("nobody@qingshan.example", "x", "Nobody here has this mail address. Make the person first."),
        ("stranger@other.example", "x", "Nobody here has this mail address. Make the person first."),
        ("chen.jing@qingshan.example", "x", "陈静 is linked already."),
        ("li.wei@qingshan.example", "  ", "The User ID is empty."),
        ("li.wei@qingshan.example", "chen", "chen is 陈静's User ID already."),
    ],
)
def test_link_refused_keeps_what_was_typed(
    zhaos: Client, chen: User, li: User, stranger: User, email: str, user_id: str, sentence: str
) -> None:
    answer = zhaos.post(_ADD, {"email": email, "third_party_user_id": user_id})
    assert answer.status_code == 422
    assert sentence in words_of(answer).replace("&#x27;", "'")
    assert f'value="{email}"' in source_of(answer)


def test_link_asks_back_what_looks_alike(zhaos: Client, chen: User, li: User) -> None:
    sent = {"email": li.email, "third_party_user_id": "CHEN"}
    assert "is_another" not in source_of(zhaos.get(_ADD))
    answer = zhaos.post(_ADD, sent)
    assert (answer.status_code, 'name="is_another"' in source_of(answer)) == (422, True)
    assert zhaos.post(_ADD, sent | {"is_another": "on"}).status_code == 302


def test_change_and_unlink(zhaos: Client, chen: User) -> None:
    address = f"{_LIST}{chen.identity.pk}/change/"
    assert zhaos.post(address, {"third_party_user_id": "a:b"}).status_code == 422
    assert zhaos.post(address, {"third_party_user_id": "jing"}).status_code == 302
    assert Identity.objects.get().third_party_user_id == "jing"
    zhaos.post(address, {"unlink": "1"})
    assert Identity.objects.count() == 0
