"""Making a person by hand."""

import pytest
from django.test import Client

from accounts.models import Tenant, User

pytestmark = pytest.mark.django_db
_ADD = "/admin/accounts/user/add/"


def sent(tenant: Tenant | None, **fields: str) -> dict[str, str]:
    whole = {
        "name": "New",
        "email": "New@qingshan.example",
        "tenant": str(tenant.pk) if tenant else "",
        "role": "person",
        "language": "en",
        "time_zone": "Asia/Shanghai",
        "is_active": "on",
    }
    return whole | fields


def errors(answer: object) -> list[str]:
    return list(answer.context["adminform"].form.errors)  # type: ignore[attr-defined]  # only test answers have it


def test_add_by_a_tenant_administrator(zhaos: Client, qingshan: Tenant) -> None:
    assert zhaos.post(_ADD, sent(qingshan)).status_code == 302
    person = User.objects.get(email="new@qingshan.example")
    assert (person.tenant, person.role, person.has_usable_password()) == (qingshan, "person", False)
    assert person.welcome_due_at is not None


def test_add_out_of_reach(zhaos: Client, operators: Client, qingshan: Tenant, stranger: User) -> None:
    assert errors(zhaos.post(_ADD, sent(stranger.tenant))) == ["tenant"]
    assert errors(zhaos.post(_ADD, sent(qingshan, role="operator"))) == ["role"]
    assert errors(zhaos.post(_ADD, sent(None))) == ["tenant"]
    assert errors(zhaos.post(_ADD, sent(qingshan, email="STRANGER@other.example"))) == ["email"]
    assert errors(operators.post(_ADD, sent(None))) == ["__all__"]
    assert operators.post(_ADD, sent(stranger.tenant)).status_code == 302
    assert operators.post(_ADD, sent(None, role="operator", email="second@portal.example")).status_code == 302


def test_a_name_is_one_line_and_can_be_seen(zhaos: Client, qingshan: Tenant) -> None:
    assert errors(zhaos.post(_ADD, sent(qingshan, name="\u200b"))) == ["name"]
    assert zhaos.post(_ADD, sent(qingshan, name="Eve\r\nBcc: x\u202e")).status_code == 302
    assert User.objects.filter(name="Eve Bcc: x").count() == 1


def test_no_browser_writes_an_address_anew(zhaos: Client, li: User) -> None:
    """A field of type "email" sends a domain in ASCII, also where nobody has touched it."""
    li.email = "li.wei@münchen.example"
    li.save()
    page = zhaos.get(f"/admin/accounts/user/{li.pk}/change/").content.decode()
    assert 'value="li.wei@münchen.example"' in page
    assert 'type="email"' not in page


def test_any_zone_can_be_typed(zhaos: Client, qingshan: Tenant) -> None:
    typed = {"time_zone": "other", "time_zone_other": "Calcutta"}
    assert zhaos.post(_ADD, sent(qingshan, **typed)).status_code == 302
    assert User.objects.get(email="new@qingshan.example").time_zone == "Asia/Kolkata"
    answer = zhaos.post(_ADD, sent(qingshan, **typed | {"time_zone_other": "qwxyz"}))
    assert "time_zone" in errors(answer)
    assert 'value="qwxyz"' in answer.content.decode()


def test_change_of_ones_own_role(zhaos: Client, zhao: User, qingshan: Tenant) -> None:
    address = f"/admin/accounts/user/{zhao.pk}/change/"
    assert errors(zhaos.post(address, sent(qingshan, email=zhao.email))) == ["__all__"]
    assert zhaos.post(address, sent(qingshan, email=zhao.email, role="tenant_admin")).status_code == 302
    zhao.refresh_from_db()
    assert (zhao.name, zhao.role) == ("New", "tenant_admin")


def test_the_hash_of_a_password_is_not_shown(operators: Client, chen: User) -> None:
    chen.set_password("a long password")
    chen.save()
    assert chen.password[:12] not in operators.get(f"/admin/accounts/user/{chen.pk}/change/").content.decode()
    operators.post(f"/admin/accounts/user/{chen.pk}/change/", sent(chen.tenant, email=chen.email))
    chen.refresh_from_db()
    assert (chen.name, chen.check_password("a long password")) == ("New", True)


def test_phone_numbers_are_kept_in_one_way_and_shown_in_the_usual_one(zhaos: Client, qingshan: Tenant) -> None:
    assert zhaos.post(_ADD, sent(qingshan, phone="010-62345678 转 8001")).status_code == 302
    person = User.objects.get(email="new@qingshan.example")
    assert person.phone == "+861062345678;ext=8001"
    page = zhaos.get(f"/admin/accounts/user/{person.pk}/change/").content.decode()
    assert 'value="+86 10 6234 5678 ext. 8001"' in page


def test_a_phone_number_that_is_none_is_refused_beside_its_field(zhaos: Client, qingshan: Tenant) -> None:
    answer = zhaos.post(_ADD, sent(qingshan, phone="call me"))
    assert errors(answer) == ["phone"]
    sentence = "“call me” is no full phone number. One looks like +86 138 1234 5678, or +86 10 6234 5678 ext. 8001."
    assert sentence in answer.content.decode()


def test_an_odd_phone_number_of_before_stops_no_other_change(zhaos: Client, chen: User) -> None:
    User.objects.filter(pk=chen.pk).update(phone="1")
    change = f"/admin/accounts/user/{chen.pk}/change/"
    assert zhaos.post(change, sent(chen.tenant, name="Jing", email=chen.email, phone="1")).status_code == 302
    chen.refresh_from_db()
    assert (chen.name, chen.phone) == ("Jing", "1")


@pytest.mark.parametrize(
    ("typed", "count"), [("cj", 1), ("jing ch", 1), ("CHEN.J", 1), ("stranger", 0), ("operator", 0)]
)
def test_list_by_words(zhaos: Client, chen: User, stranger: User, operator: User, typed: str, count: int) -> None:
    assert len(zhaos.get("/admin/accounts/user/", {"q": typed}).context["cl"].result_list) == count


def test_list_by_words_finds_operators_too(operators: Client, operator: User, chen: User) -> None:
    for typed, person in (("perato", operator), ("jing chen", chen)):
        assert list(operators.get("/admin/accounts/user/", {"q": typed}).context["cl"].result_list) == [person]
