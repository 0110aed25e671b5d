"""Colleagues are found while an address is typed."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from meetings.services import templates
from meetings.services.templates import TemplateInvitee, TemplateValues
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeMeeting
from tests.factories.rooms import know_terminals, make_terminal

pytestmark = pytest.mark.usefixtures("on_thursday")


def test_people_are_found_despite_what_no_database_takes(pages: Client, li: User) -> None:
    assert [row["name"] for row in pages.get("/meetings/people/", {"q": "l\0i"}).json()["people"]] == ["Li Wei"]


def test_people_are_found_by_name_and_address(pages: Client, chen: User, li: User, stranger: User) -> None:
    User.objects.create_user("gone.li@qingshan.example", name="Li Gone", tenant=chen.tenant, is_active=False)
    li.department_code = "Shenzhen"
    li.save()
    expected = {
        "name": "Li Wei",
        "email": "li.wei@qingshan.example",
        "note": "Shenzhen",
        "initials": "LW",
        "avatar": pages.get("/meetings/people/", {"q": "li"}).json()["people"][0]["avatar"],
    }
    for query in ("li", "WEI@", "Li Wei"):
        assert pages.get("/meetings/people/", {"q": query}).json() == {
            "people": [expected],
            "rooms": [],
            "outsiders": [],
            "groups": [],
        }
    for query in ("", " ", "stranger", "chen", "%"):
        assert pages.get("/meetings/people/", {"q": query}).json() == {
            "people": [],
            "rooms": [],
            "outsiders": [],
            "groups": [],
        }


def test_rooms_and_recent_outsiders_are_found(pages: Client, chen: User, li: User, make_meeting: MakeMeeting) -> None:
    know_terminals(chen, [make_terminal(1, name="兰亭, 2F"), make_terminal(2, name="Hall")])
    for meeting in (make_meeting(guests=("anna@tuv.example",)), make_meeting(guests=("bob@tuv.example",))):
        meeting.invitees.filter(email="anna@tuv.example").update(name="Anna Hangzhou")
    make_meeting(guests=("hangzhou@of.li.example",), organiser=li)
    found = pages.get("/meetings/people/", {"q": "hangzhou"}).json()
    assert found == {
        "people": [],
        "rooms": [
            {"name": "兰亭, 2F", "note": "Hangzhou", "text": "兰亭 2F (+991111)"},
            {"name": "Hall", "note": "Hangzhou", "text": "Hall (+991112)"},
        ],
        "outsiders": [{"name": "Anna Hangzhou", "email": "anna@tuv.example"}],
        "groups": [],
    }


def test_everybody_of_a_template_is_found_by_its_name(pages: Client, chen: User, li: User, stranger: User) -> None:
    people = (TemplateInvitee("Li", "old@qingshan.example", li.pk), TemplateInvitee("Anna", "anna@tuv.example"))
    for owner, name in ((chen, "Hall team"), (li, "Hall of others"), (stranger, "Hall of strangers")):
        values = TemplateValues(invitees=people)
        templates.save(owner=owner, name=name, is_shared=owner == stranger, values=values, now=NOW)
    templates.save(owner=chen, name="Hall without people", is_shared=False, values=TemplateValues(), now=NOW)
    text = '"Li Wei" <li.wei@qingshan.example>\n"Anna" <anna@tuv.example>'
    found = pages.get("/meetings/people/", {"q": "hall"}).json()["groups"]
    assert found == [{"name": "Hall team", "note": "Li Wei, Anna", "text": text}]


def test_people_cost_the_same_however_many(pages: Client, chen: User, django_assert_num_queries: Any) -> None:
    know_terminals(chen, [])
    made = 0
    for count in (1, 30):
        for _ in range(count - made):
            User.objects.create_user(f"p{made}@qingshan.example", name=f"Person {made}", tenant=chen.tenant)
            made += 1
        with django_assert_num_queries(5):
            assert len(pages.get("/meetings/people/", {"q": "person"}).json()["people"]) == min(count, 8)


def test_people_ask_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/meetings/people/", {"q": "li"}).status_code == 302
