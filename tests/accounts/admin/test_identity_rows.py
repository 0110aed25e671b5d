"""The rows of the list of identities."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Identity, User
from tests.accounts.admin.identities import fail
from tests.factories.page_words import source_of, words_of

pytestmark = pytest.mark.django_db
_LIST = "/admin/accounts/identity/"
_State = Identity.State


def test_list_says_why_and_who_can_fix_it(zhaos: Client, chen: User) -> None:
    fail(chen.identity, "USG.206010070")
    said = words_of(zhaos.get(_LIST))
    for sentence in (
        "陈静 cannot book yet",
        "The organisation has used all of its user places at the meeting service.",
        "Sign in as User ID chen , application App (one enterprise)",
        "403 · USG.206010070 · r-1",
        "Someone with access to the meeting service's console.",
        "Zhao Lei",
        "Test again",
    ):
        assert sentence in said.replace("&#x27;", "'")


def test_list_in_chinese(zhaos: Client, zhao: User, chen: User) -> None:
    User.objects.filter(pk=zhao.pk).update(language="zh-hans")
    fail(chen.identity, "USG.206010025")
    said = words_of(zhaos.get(_LIST))
    assert "谁可以处理" in said
    assert "What was tried" not in said


def test_list_names_both_clocks(zhaos: Client, chen: User) -> None:
    fail(
        chen.identity,
        "USG.206010057",
        at="2026-05-14T02:00:00+00:00",
        vendor_at="2026-05-14T03:00:10+00:00",
    )
    assert "Here it was 2026-05-14 02:00 UTC, there 2026-05-14 03:00 UTC." in words_of(zhaos.get(_LIST))


def test_list_of_an_unknown_code(zhaos: Client, chen: User) -> None:
    fail(chen.identity, "USG.999999999")
    assert "A code that this portal has no explanation for." in words_of(zhaos.get(_LIST))


def test_list_shows_what_can_not_be_seen(zhaos: Client, chen: User) -> None:
    Identity.objects.update(third_party_user_id="che\u200bn")
    assert "che⟨U+200B⟩n" in words_of(zhaos.get(_LIST))


def test_list_of_one_that_is_tried_again_later(zhaos: Client, chen: User) -> None:
    Identity.objects.update(test_due_at=timezone.now() + timedelta(minutes=1), failure={"kind": "away"})
    page = source_of(zhaos.get(_LIST))
    assert "No answer yet" in page
    assert "every 2s" not in page
