"""The list of identities."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Identity, Tenant, User
from tests.accounts.admin.identities import fail
from tests.factories.page_words import source_of, text_of

pytestmark = pytest.mark.django_db
_LIST = "/admin/accounts/identity/"
_State = Identity.State


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
    assert [row.person for row in answer.context["page"].rows] == [chen]


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
    rows = zhaos.get(_LIST, {"state": state}).context["page"].rows
    assert [row.person.name for row in rows] == found


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("works", ["陈静"]),
        ("disabled", ["Zhao Lei"]),
        ("failing", ["Li Wei"]),
        ("all", ["Li Wei", "Zhao Lei", "陈静"]),
    ],
)
def test_list_by_state_of_the_identity(
    zhaos: Client, chen: User, li: User, zhao: User, state: str, found: list[str]
) -> None:
    for person, has in ((li, _State.FAILING), (zhao, _State.DISABLED)):
        assert person.tenant is not None
        Identity.objects.create(tenant=person.tenant, person=person, third_party_user_id=person.name, state=has)
    answer = zhaos.get(_LIST, {"state": state})
    assert sorted(row.person.name for row in answer.context["page"].rows) == sorted(found)
    assert dict(answer.context["page"].filters) == {
        "all": 3,
        "works": 1,
        "failing": 1,
        "untested": 0,
        "disabled": 1,
        "missing": 0,
    }
    one = zhaos.get(_LIST, {"state": state, "q": found[0]}).context["page"]
    assert ([row.person.name for row in one.rows], one.state) == ([found[0]], state)


def test_list_of_the_disabled_enables_them(zhaos: Client, chen: User) -> None:
    Identity.objects.update(state=_State.DISABLED)
    page = source_of(zhaos.get(_LIST, {"state": "disabled"}))
    offered = [name for name in ("enable", "disable", "test", "refresh") if f'value="{name}"' in page]
    assert offered == ["enable"]
    kept = {"action": "enable", "identity": chen.identity.pk, "kept": "state=disabled"}
    assert zhaos.post(_LIST, kept).status_code == 302
    assert Identity.objects.get(person=chen).state != _State.DISABLED
    assert text_of(zhaos.get(_LIST, {"state": "disabled"})).count("Nobody is disabled") == 1


@pytest.mark.parametrize(("language", "words"), [("en", ("Works", "Disabled")), ("zh-hans", ("正常", "已停用"))])
def test_list_names_its_filters(zhaos: Client, zhao: User, language: str, words: tuple[str, str]) -> None:
    User.objects.filter(pk=zhao.pk).update(language=language)
    page = text_of(zhaos.get(_LIST))
    assert [word in page for word in words] == [True, True]


@pytest.mark.parametrize(
    ("typed", "count"), [("chen.jing@", 1), ("CHEN", 1), ("陈", 1), ("jing chen", 1), ("cj", 1), ("nobody", 0)]
)
def test_list_by_words(zhaos: Client, chen: User, typed: str, count: int) -> None:
    assert len(zhaos.get(_LIST, {"q": typed}).context["page"].rows) == count


@pytest.mark.parametrize(("state", "words"), [("all", ""), ("works", "P"), ("disabled", "")])
@pytest.mark.parametrize("count", [1, 30])
def test_list_has_a_constant_number_of_queries(
    zhaos: Client,
    make_people: Callable[[int], None],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
    state: str,
    words: str,
) -> None:
    make_people(count)
    Identity.objects.update(state=state)
    with django_assert_num_queries(4):  # session with person, counts, page count, page
        assert len(zhaos.get(_LIST, {"state": state, "q": words}).context["page"].rows) == count


def test_list_has_pages(zhaos: Client, make_people: Callable[[int], None]) -> None:
    make_people(51)
    assert [len(zhaos.get(_LIST, {"page": page}).context["page"].rows) for page in (1, 2)] == [50, 1]


def test_list_refreshes_the_states_while_something_is_in_test(zhaos: Client, chen: User) -> None:
    assert "every 2s" not in source_of(zhaos.get(_LIST))
    zhaos.post(_LIST, {"action": "test", "identity": chen.identity.pk, "kept": "state=all"})
    page = source_of(zhaos.get(_LIST, {"state": "all"}))
    assert "Testing…" in page
    assert 'hx-trigger="every 2s"' in page
    assert "<noscript>" in page
    assert f"shown={chen.identity.pk}" in page
    part = _update(zhaos, state="all", shown=str(chen.identity.pk))
    assert "<html" not in part
    assert f'<span id="state-{chen.identity.pk}" hx-swap-oob="true">' in part
    Identity.objects.update(test_due_at=None)
    part = _update(zhaos, state="all", shown=str(chen.identity.pk))
    assert "every 2s" not in part
    assert "Works" in part


def test_list_refreshes_the_rows_that_it_shows_and_no_other(zhaos: Client, chen: User, li: User) -> None:
    """Whoever works by now has left the filter, and whoever fails by now is not in the page that is open."""
    other = Identity.objects.create(
        tenant=chen.identity.tenant, person=li, third_party_user_id="li", state=Identity.State.FAILING
    )
    part = _update(zhaos, state="failing", shown=str(chen.identity.pk))
    assert f'<span id="state-{chen.identity.pk}" hx-swap-oob="true">' in part
    assert f'<span id="state-{other.pk}"' not in part


@pytest.mark.parametrize("shown", ["", "x", "1,,²", "9" * 40])
def test_list_refreshes_nothing_for_odd_rows(zhaos: Client, shown: str) -> None:
    assert 'id="state-' not in _update(zhaos, state="all", shown=shown)


def _update(browser: Client, **query: str) -> str:
    return source_of(browser.get(_LIST, query, headers={"HX-Request": "true"}))


@pytest.mark.parametrize(("uuid", "is_said"), [("", True), ("a1b2", False)])
@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            (
                "If it does not know this User ID, a test makes a new account there",
                "for a User ID that it does not know",
            ),
        ),
        ("zh-hans", ("测试会在那里新建一个账号", "对于会议服务不认识的 User ID")),
    ],
)
def test_list_says_before_a_test_that_it_may_make_an_account(
    zhaos: Client, zhao: User, chen: User, uuid: str, is_said: bool, language: str, sentences: tuple[str, str]
) -> None:
    User.objects.filter(pk=zhao.pk).update(language=language)
    Identity.objects.filter(person=chen).update(state="untested", vendor_user_uuid=uuid)
    page = text_of(zhaos.get(f"/admin/accounts/identity/?state=all&chosen={chen.identity.pk}"))
    assert [sentence in page for sentence in sentences] == [is_said, is_said]
