"""404 for people and for programs."""

import pytest
from django.test import Client

from accounts.models import ApiClient, User
from tests.factories.api import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.mark.parametrize("path", ["/api/v1/nothing/", "/api/v1/operations/x/", "/api/v1/meetings/%00/"])
def test_page_not_found_tells_a_program_what_it_tells_of_an_absent_object(
    client: Client, erp: ApiClient, chen: User, path: str
) -> None:
    response = client.get(path)
    absent = Caller(erp, act_as="chen").get("/api/v1/operations/9/")
    assert (response.status_code, response["Content-Type"], response.json()) == (
        404,
        "application/problem+json",
        absent.json(),
    )


def test_page_not_found_is_a_page_for_people(client: Client) -> None:
    response = client.get("/nothing/")
    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize("path", ["/api/v1/meetings", "/api/v1/oauth/token", "/api/v1/client-auth"])
def test_whoever_writes_without_the_slash_is_told(path: str) -> None:
    response = Client(enforce_csrf_checks=True).post(path, {})
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["detail"] == f"The address is {path}/, with a slash at its end."


def test_whoever_reads_without_the_slash_is_sent_on() -> None:
    response = Client().get("/api/v1/docs?x=1")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/docs/?x=1")
