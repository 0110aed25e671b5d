"""The answer to a form whose CSRF token is not right."""

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting
from tests.factories.fixtures import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict(chen: User) -> Client:
    """A browser in which Chen Jing is signed in, whose CSRF tokens are looked at."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(chen).cookies
    return client


def test_answer_csrf_failure_of_our_own_form_leads_back_to_it(strict: Client) -> None:
    author = strict.get("/meetings/book/").context["page"].author
    answer = strict.post("/meetings/book/", {"subject": "Kept", "author": author})
    assert (answer.status_code, answer["Location"]) == (302, "/meetings/book/")
    assert 'value="Kept"' in strict.get("/meetings/book/").content.decode()


def test_answer_csrf_failure_of_what_follows_typing_is_that_the_session_is_over(strict: Client) -> None:
    author = strict.get("/meetings/book/").context["page"].author
    sent = {"subject": "Half typed", "author": author, "check": "1"}
    assert strict.post("/meetings/book/", sent, headers={"hx-request": "true"}).status_code == 401


@pytest.mark.parametrize("author", ["", "forged"])
def test_answer_csrf_failure_of_a_form_of_another_site_is_403(strict: Client, author: str) -> None:
    answer = strict.post("/meetings/book/", {"subject": "Forged", "author": author})
    assert (answer.status_code, Meeting.objects.count()) == (403, 0)
