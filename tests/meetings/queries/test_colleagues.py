"""Whom somebody may mean by what they have typed so far."""

import pytest

from accounts.models import User
from meetings.limits import LONGEST_NAME
from meetings.queries.colleagues import find_colleagues


def names(person: User, text: str) -> list[str]:
    return [row["name"] for row in find_colleagues(person=person, text=text)]


@pytest.mark.parametrize("text", ["li", "WEI@", " Li Wei ", "l\0i"])
def test_find_colleagues_by_a_part_of_name_or_address(chen: User, li: User, text: str) -> None:
    assert find_colleagues(person=chen, text=text) == [
        {"pk": li.pk, "name": "Li Wei", "email": "li.wei@qingshan.example", "department_code": ""}
    ]


@pytest.mark.parametrize("text", ["wang f", "WF", "wangfang", "fang wang", "王", "芳"])
def test_find_colleagues_by_the_pinyin_of_a_name(chen: User, li: User, text: str) -> None:
    User.objects.create_user("42@qingshan.example", name="王芳", tenant=chen.tenant)
    assert names(chen, text) == ["王芳"]


@pytest.mark.parametrize("text", ["", " ", "\0", "stranger", "chen", "%", "gone"])
def test_find_colleagues_finds_nobody_of_another_organisation_nor_who_has_left_nor_oneself(
    chen: User, li: User, stranger: User, text: str
) -> None:
    User.objects.create_user("gone.li@qingshan.example", name="Li Gone", tenant=chen.tenant, is_active=False)
    assert names(chen, text) == []


def test_find_colleagues_of_somebody_without_an_organisation(operator: User, li: User) -> None:
    assert names(operator, "li") == []


def test_find_colleagues_returns_the_first_eight_by_name(chen: User) -> None:
    for number in range(9):
        User.objects.create_user(f"p{number}@qingshan.example", name=f"Person {8 - number}", tenant=chen.tenant)
    assert names(chen, "person") == [f"Person {number}" for number in range(8)]


def test_find_colleagues_reads_no_more_than_a_name_can_have(chen: User) -> None:
    long = "x" * LONGEST_NAME
    User.objects.create_user("long@qingshan.example", name=long, tenant=chen.tenant)
    assert names(chen, long + "y") == [long]
