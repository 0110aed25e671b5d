"""Which User IDs are taken, refused, or asked back."""

import pytest

from accounts.errors import InvalidInput
from accounts.models import Tenant, User
from accounts.services import mapping

pytestmark = pytest.mark.django_db
_EMPTY = "The User ID is empty. Without one the meeting service would act as the enterprise's owner."


def refusal(tenant: Tenant, typed: str, person: User | None = None) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        mapping.clean(typed=typed, tenant=tenant, person=person)
    return caught.value


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "\u3000", "\xa0"])
def test_clean_refuses_one_that_is_blank_after_trimming(qingshan: Tenant, typed: str) -> None:
    assert refusal(qingshan, typed).errors == {"third_party_user_id": _EMPTY}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 65, "65 characters; 64 is the most."),
        ("a:b", "A colon can't stand in a User ID, since the signature is put together with colons."),
        ("a\x00b", "It holds characters that can't be seen: a⟨U+0000⟩b. Type it again by hand."),
        ("a\u200bb", "It holds characters that can't be seen: a⟨U+200B⟩b. Type it again by hand."),
        ("\u200b", "It holds characters that can't be seen: ⟨U+200B⟩. Type it again by hand."),
    ],
)
def test_clean_refuses_what_has_a_flaw(qingshan: Tenant, typed: str, sentence: str) -> None:
    assert refusal(qingshan, typed).errors == {"third_party_user_id": sentence}


@pytest.mark.parametrize(("typed", "kept"), [("  new ", "new"), ("x" * 64, "x" * 64), ("李 伟", "李 伟")])
def test_clean_trims(qingshan: Tenant, typed: str, kept: str) -> None:
    assert mapping.clean(typed=typed, tenant=qingshan) == kept


def test_clean_refuses_somebody_elses(qingshan: Tenant, chen: User) -> None:
    error = refusal(qingshan, "chen")
    assert error.errors == {
        "third_party_user_id": "chen is 陈静's User ID already. Two people can't be the same user."
    }
    assert not isinstance(error, mapping.LooksAlike)
    assert mapping.clean(typed="chen", tenant=qingshan, person=chen) == "chen"


@pytest.mark.parametrize("typed", ["Chen", "ＣＨＥＮ"])
def test_clean_asks_back_what_looks_alike(qingshan: Tenant, chen: User, typed: str) -> None:
    error = refusal(qingshan, typed)
    assert error.errors == {
        "third_party_user_id": f"{typed} looks like chen, which is 陈静's. Is it really another user?"
    }
    assert isinstance(error, mapping.LooksAlike)
    assert mapping.clean(typed=typed, tenant=qingshan, is_another=True) == typed


def test_clean_looks_at_one_tenant_only(chen: User, stranger: User) -> None:
    assert stranger.tenant is not None
    assert mapping.clean(typed="chen", tenant=stranger.tenant) == "chen"
