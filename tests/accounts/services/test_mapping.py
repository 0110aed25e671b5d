"""Which User IDs are taken, refused, or asked back."""

import pytest

from accounts.errors import InvalidInput
from accounts.models import Tenant, User
from accounts.problems import Code
from accounts.services import mapping
from l10n.problem import Problem

pytestmark = pytest.mark.django_db


def refusal(tenant: Tenant, typed: str, person: User | None = None) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        mapping.clean(typed=typed, tenant=tenant, person=person)
    return caught.value


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "\u3000", "\xa0"])
def test_clean_refuses_one_that_is_blank_after_trimming(qingshan: Tenant, typed: str) -> None:
    assert refusal(qingshan, typed).problems == (Problem(Code.USER_ID_EMPTY, mapping.FIELD),)


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ("x" * 65, "user_id_too_long", "65 characters; 64 is the most."),
        ("a:b", "user_id_colon", "A colon can't stand in a User ID, since the signature is put together with colons."),
        ("a\x00b", "user_id_invisible", "It holds characters that can't be seen: a⟨U+0000⟩b. Type it again by hand."),
        (
            "a\u200bb",
            "user_id_invisible",
            "It holds characters that can't be seen: a⟨U+200B⟩b. Type it again by hand.",
        ),
        ("\u200b", "user_id_invisible", "It holds characters that can't be seen: ⟨U+200B⟩. Type it again by hand."),
    ],
)
def test_clean_refuses_what_has_a_flaw(qingshan: Tenant, typed: str, code: str, sentence: str) -> None:
    error = refusal(qingshan, typed)
    assert (error.code, error.field, error.sentence) == (code, "third_party_user_id", sentence)


@pytest.mark.parametrize(("typed", "kept"), [("  new ", "new"), ("x" * 64, "x" * 64), ("李 伟", "李 伟")])
def test_clean_trims(qingshan: Tenant, typed: str, kept: str) -> None:
    assert mapping.clean(typed=typed, tenant=qingshan) == kept


def test_clean_refuses_somebody_elses(qingshan: Tenant, chen: User) -> None:
    error = refusal(qingshan, "chen")
    assert error.problems == (Problem(Code.USER_ID_TAKEN, mapping.FIELD, {"user_id": "chen", "name": "陈静"}),)
    assert error.sentence == "chen is 陈静's User ID already. Two people can't be the same user."
    assert not isinstance(error, mapping.LooksAlike)
    assert mapping.clean(typed="chen", tenant=qingshan, person=chen) == "chen"


@pytest.mark.parametrize("typed", ["Chen", "ＣＨＥＮ"])
def test_clean_asks_back_what_looks_alike(qingshan: Tenant, chen: User, typed: str) -> None:
    error = refusal(qingshan, typed)
    params = {"user_id": typed, "other": "chen", "name": "陈静"}
    assert error.problems == (Problem(Code.USER_ID_LOOKS_ALIKE, mapping.FIELD, params),)
    assert error.sentence == f"{typed} looks like chen, which is 陈静's. Is it really another user?"
    assert isinstance(error, mapping.LooksAlike)
    assert mapping.clean(typed=typed, tenant=qingshan, is_another=True) == typed


def test_clean_looks_at_one_tenant_only(chen: User, stranger: User) -> None:
    assert stranger.tenant is not None
    assert mapping.clean(typed="chen", tenant=stranger.tenant) == "chen"
