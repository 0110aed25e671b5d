"""The pages of identities: filters, reasons, actions, forms, import; in both languages."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Identity, ImportDraft, Tenant, User
from tests.factories.page_words import source_of

pytestmark = pytest.mark.django_db
_LIST = "/admin/accounts/identity/"
_ADD = f"{_LIST}add/"
_State = Identity.State


def words(answer: Any) -> str:
    """What stands on a page, without its mark-up."""
    return " ".join(re.sub(r"<[^>]+>", " ", source_of(answer)).split())


def fail(identity: Identity, code: str, **failure: Any) -> None:
    kept = {"kind": "refused", "status": 403, "request_id": "r-1", "at": "", "vendor_at": ""} | failure
    Identity.objects.filter(pk=identity.pk).update(
        state=_State.FAILING, failure_code=code, failure=kept, tested_at=timezone.now()
    )


@pytest.fixture
def make_people(qingshan: Tenant) -> Callable[[int], None]:
    def make(count: int) -> None:
        for number in range(count):
            person = User.objects.create_user(f"{number}@qingshan.example", name=f"P{number}", tenant=qingshan)
            Identity.objects.create(tenant=qingshan, person=person, third_party_user_id=f"p{number}")

    return make


def test_list_begins_with_what_fails(zhaos: Client, chen: User, li: User) -> None:
    assert 'aria-current="true">All' in source_of(zhaos.get(_LIST))
    fail(chen.identity, "USG.206010070")
    answer = zhaos.get(_LIST)
    assert 'aria-current="true">Failing' in source_of(answer)
    assert [row.person for row in answer.context["rows"]] == [chen]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("all", ["陈静"]),
        ("failing", []),
        ("untested", []),
        ("missing", ["Li Wei", "Zhao Lei"]),
        ("nonsense", ["陈静"]),
    ],
)
def test_list_by_filter(zhaos: Client, chen: User, li: User, state: str, found: list[str]) -> None:
    rows = zhaos.get(_LIST, {"state": state}).context["rows"]
    assert [row.person.name for row in rows] == found


@pytest.mark.parametrize(("typed", "count"), [("chen.jing@", 1), ("CHEN", 1), ("陈", 1), ("nobody", 0)])
def test_list_by_words(zhaos: Client, chen: User, typed: str, count: int) -> None:
    assert len(zhaos.get(_LIST, {"q": typed}).context["rows"]) == count


@pytest.mark.parametrize("count", [1, 30])
def test_list_has_a_constant_number_of_queries(
    zhaos: Client,
    make_people: Callable[[int], None],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    make_people(count)
    with django_assert_num_queries(5):  # session, person, counts, page count, page
        assert len(zhaos.get(_LIST, {"state": "all"}).context["rows"]) == count


def test_list_has_pages(zhaos: Client, make_people: Callable[[int], None]) -> None:
    make_people(51)
    assert [len(zhaos.get(_LIST, {"page": page}).context["rows"]) for page in (1, 2)] == [50, 1]


def test_list_says_why_and_who_can_fix_it(zhaos: Client, chen: User) -> None:
    fail(chen.identity, "USG.206010070")
    said = words(zhaos.get(_LIST))
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
    said = words(zhaos.get(_LIST))
    assert "谁可以处理" in said
    assert "What was tried" not in said


def test_list_names_both_clocks(zhaos: Client, chen: User) -> None:
    fail(
        chen.identity,
        "USG.206010057",
        at="2026-05-14T02:00:00+00:00",
        vendor_at="2026-05-14T03:00:10+00:00",
    )
    assert "Here it was 2026-05-14 02:00 UTC, there 2026-05-14 03:00 UTC." in words(zhaos.get(_LIST))


def test_list_of_an_unknown_code(zhaos: Client, chen: User) -> None:
    fail(chen.identity, "USG.999999999")
    assert "A code that this portal has no explanation for." in words(zhaos.get(_LIST))


def test_list_shows_what_can_not_be_seen(zhaos: Client, chen: User) -> None:
    Identity.objects.update(third_party_user_id="che\u200bn")
    assert "che⟨U+200B⟩n" in words(zhaos.get(_LIST))


def test_list_refreshes_the_states_while_something_is_in_test(zhaos: Client, chen: User) -> None:
    assert "every 2s" not in source_of(zhaos.get(_LIST))
    zhaos.post(_LIST, {"action": "test", "identity": chen.identity.pk, "kept": "state=all"})
    page = source_of(zhaos.get(_LIST, {"state": "all"}))
    assert "Testing…" in page
    assert 'hx-trigger="every 2s"' in page
    assert "<noscript>" in page
    part = source_of(zhaos.get(_LIST, {"state": "all"}, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert f'<span id="state-{chen.identity.pk}" hx-swap-oob="true">' in part
    Identity.objects.update(test_due_at=None)
    part = source_of(zhaos.get(_LIST, {"state": "all"}, headers={"HX-Request": "true"}))
    assert "every 2s" not in part
    assert "Works" in part


def test_list_of_one_that_is_tried_again_later(zhaos: Client, chen: User) -> None:
    Identity.objects.update(test_due_at=timezone.now() + timedelta(minutes=1), failure={"kind": "away"})
    page = source_of(zhaos.get(_LIST))
    assert "No answer yet" in page
    assert "every 2s" not in page


def test_act_leads_back_to_the_row(zhaos: Client, chen: User) -> None:
    answer = zhaos.post(_LIST, {"action": "disable", "identity": chen.identity.pk, "kept": "state=all&page=1"})
    assert answer["Location"] == f"{_LIST}?state=all&page=1&chosen={chen.identity.pk}#why"
    page = source_of(zhaos.get(answer["Location"]))
    assert "Disabled" in page
    assert 'value="enable"' in page
    zhaos.post(_LIST, {"action": "enable", "identity": chen.identity.pk})
    assert Identity.objects.get().state == _State.UNTESTED


@pytest.mark.parametrize("sent", [{}, {"action": "test"}, {"action": "test", "identity": "x"}])
def test_act_on_nobody(zhaos: Client, chen: User, sent: dict[str, str]) -> None:
    assert "Nobody was selected." in words(zhaos.post(_LIST, sent, follow=True))


def test_link_by_mail_address(zhaos: Client, li: User) -> None:
    assert f'value="{li.email}"' in source_of(zhaos.get(_ADD, {"person": li.pk}))
    answer = zhaos.post(_ADD, {"email": li.email.upper(), "third_party_user_id": " li "})
    identity = Identity.objects.get(person=li)
    assert answer["Location"] == f"{_LIST}?state=all&chosen={identity.pk}#why"
    assert identity.third_party_user_id == "li"


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
    assert sentence in words(answer).replace("&#x27;", "'")
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


def test_import_shows_and_then_does_it(zhaos: Client, qingshan: Tenant) -> None:
    table = SimpleUploadedFile("may.csv", b"name,email,third_party_user_id\nSun,sun@qingshan.example,sun\nX,x,x")
    answer = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk, "file": table})
    there = answer["Location"]
    said = words(zhaos.get(there))
    assert "To be made: 1 · changed: 0 · as they are: 0 · left out: 1" in said
    assert "“x” is no mail address." in said
    assert not User.objects.filter(email="sun@qingshan.example").exists()
    assert "Imported: 1 made, 0 changed." in words(zhaos.post(there, follow=True))
    assert User.objects.filter(email="sun@qingshan.example").exists()
    assert "This file was imported already" in words(zhaos.post(there, follow=True))


def test_import_that_has_changed_is_shown_again(zhaos: Client, qingshan: Tenant, chen: User) -> None:
    table = SimpleUploadedFile(
        "may.csv", "name,email,third_party_user_id\n陈静,chen.jing@qingshan.example,chen".encode()
    )
    there = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk, "file": table})["Location"]
    User.objects.filter(pk=chen.pk).update(name="Jing")
    answer = zhaos.post(there)
    assert answer.status_code == 409
    assert "Something has changed since the file was read." in words(answer)


def test_import_out_of_reach(zhaos: Client, operators: Client, qingshan: Tenant, stranger: User) -> None:
    assert stranger.tenant is not None

    def send(client: Client) -> int:
        table = SimpleUploadedFile("may.csv", b"name,email,third_party_user_id\nSun,sun@qingshan.example,sun")
        return client.post(f"{_LIST}import/", {"tenant": stranger.tenant_id, "file": table}).status_code

    assert (send(zhaos), send(operators)) == (422, 302)
    draft = ImportDraft.objects.get()
    assert zhaos.get(f"{_LIST}import/{draft.pk}/")["Location"] == f"{_LIST}import/"


def test_import_without_a_table(zhaos: Client, qingshan: Tenant) -> None:
    empty = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk})
    wrong = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk, "file": SimpleUploadedFile("x.csv", b"a,b\n1,2")})
    assert (empty.status_code, wrong.status_code) == (422, 422)
    assert "The first row must name the columns" in words(wrong)


def test_export(zhaos: Client, chen: User) -> None:
    answer = zhaos.get(f"{_LIST}export/")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert b"chen.jing@qingshan.example" in b"".join(answer)


@pytest.mark.parametrize("address", [_LIST, _ADD, f"{_LIST}import/"])
def test_pages_bring_no_script_and_style_of_their_own(zhaos: Client, chen: User, address: str) -> None:
    page = source_of(zhaos.get(address))
    assert re.findall(r'<style|<script(?![^>]*src=)| style="| on[a-z]+="', page) == []
