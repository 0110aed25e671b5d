"""Links by a tenant's rule, made when somebody signs in."""

import pytest
from auditlog.models import LogEntry
from django.test import Client

from accounts.models import AutoLinkRefusal, Identity, Tenant, User
from tests.factories.page_words import text_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]
_PASSWORD = "a long password"
_MISSING = "/admin/accounts/identity/?state=missing"


@pytest.fixture
def by_username(qingshan: Tenant) -> Tenant:
    qingshan.auto_link = Tenant.AutoLink.USERNAME
    qingshan.save()
    return qingshan


def make(tenant: Tenant, email: str, **fields: str) -> User:
    return User.objects.create_user(email, _PASSWORD, name=email.title(), tenant=tenant, language="en", **fields)


def sign_in(person: User) -> None:
    answer = Client().post("/account/login/", {"login": person.email, "password": _PASSWORD})
    assert answer.status_code == 302, words_of(answer)


def linked(person: User) -> str:
    identity = Identity.objects.filter(person=person).first()
    return identity.third_party_user_id if identity else ""


def test_nobody_is_linked_without_a_rule(qingshan: Tenant) -> None:
    person = make(qingshan, "sun@qingshan.example")
    sign_in(person)
    assert (linked(person), AutoLinkRefusal.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    ("rule", "user_id"),
    [("username", "sun.hao"), ("email", "sun.hao@qingshan.example"), ("phone", "+8613800138000")],
)
def test_the_rule_makes_the_user_id(qingshan: Tenant, rule: str, user_id: str) -> None:
    Tenant.objects.update(auto_link=rule)
    person = make(qingshan, "sun.hao@qingshan.example", phone="+8613800138000")
    sign_in(person)
    identity = Identity.objects.get(person=person)
    assert (identity.third_party_user_id, identity.state, identity.tenant) == (user_id, "untested", qingshan)
    assert LogEntry.objects.get_for_object(identity).get().changes["third_party_user_id"] == ["None", user_id]
    sign_in(person)
    assert Identity.objects.filter(person=person).count() == 1


def test_whoever_is_linked_or_disabled_stays_so(by_username: Tenant, chen: User) -> None:
    chen.set_password(_PASSWORD)
    chen.save()
    Identity.objects.update(state=Identity.State.DISABLED)
    sign_in(chen)
    identity = Identity.objects.get()
    assert (identity.third_party_user_id, identity.state) == ("chen", "disabled")


@pytest.mark.parametrize("address", ["chen@qingshan.example", "CHEN@other.qingshan.example"])
def test_a_user_id_that_is_somebodys_is_told_and_not_given(
    by_username: Tenant, chen: User, zhaos: Client, address: str
) -> None:
    person = make(by_username, address)
    sign_in(person)
    assert linked(person) == ""
    assert "chen" in words_of(zhaos.get(_MISSING)).casefold()
    assert "陈静" in words_of(zhaos.get(_MISSING))


def test_two_who_would_be_the_same_user_are_told_and_neither_is_linked(by_username: Tenant, zhaos: Client) -> None:
    first, second = make(by_username, "wu@qingshan.example"), make(by_username, "WU@other.qingshan.example")
    sign_in(first)
    sign_in(second)
    assert (linked(first), linked(second)) == ("", "")
    said = words_of(zhaos.get(_MISSING))
    assert "The rule makes wu for Wu@Other.Qingshan.Example, too. Say by hand whose it is." in said
    Identity.objects.create(tenant=by_username, person=second, third_party_user_id="wu.2")
    sign_in(first)
    assert linked(first) == "wu"
    assert "The rule makes wu" not in words_of(zhaos.get(_MISSING))


def test_nobody_becomes_the_administrator_by_their_name(by_username: Tenant, zhaos: Client) -> None:
    Tenant.objects.update(administrator_user_id="Root")
    person = make(by_username, "root@qingshan.example")
    sign_in(person)
    assert linked(person) == ""
    assert "The rule makes root, which acts as the enterprise's administrator." in text_of(zhaos.get(_MISSING))


def test_a_rule_that_makes_nothing_says_so(qingshan: Tenant, zhaos: Client) -> None:
    Tenant.objects.update(auto_link="phone")
    sign_in(make(qingshan, "wu@qingshan.example"))
    assert "The rule makes no User ID: what it takes is empty for this person." in words_of(zhaos.get(_MISSING))


def test_whoever_was_unlinked_by_hand_stays_so(by_username: Tenant, zhaos: Client) -> None:
    person = make(by_username, "wu@qingshan.example")
    sign_in(person)
    zhaos.post(f"/admin/accounts/identity/{Identity.objects.get().pk}/change/", {"unlink": "1"})
    sign_in(person)
    assert linked(person) == ""
    assert "Unlinked by hand, so the rule does not link this person again." in words_of(zhaos.get(_MISSING))


def test_an_administrator_chooses_the_rule_for_their_own(zhaos: Client, qingshan: Tenant, stranger: User) -> None:
    def choose(tenant: Tenant | None, rule: str) -> int:
        assert tenant is not None
        return zhaos.post(f"/admin/accounts/tenant/{tenant.pk}/setup/rule/", {"auto_link": rule}).status_code

    assert (choose(qingshan, "username"), choose(qingshan, "mine"), choose(stranger.tenant, "email")) == (
        302,
        302,
        404,
    )
    assert set(Tenant.objects.values_list("name", "auto_link")) == {("Qingshan", "username"), ("Other", "off")}
    assert LogEntry.objects.get_for_object(qingshan).latest("pk").changes["auto_link"] == ["off", "username"]
    page = words_of(zhaos.get(f"/admin/accounts/tenant/{qingshan.pk}/setup/?step=3"))
    assert "The mail address up to the @" in page
