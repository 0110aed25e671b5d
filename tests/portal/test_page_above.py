"""Whoever comes by GET to an address that only takes forms is led to the page above it."""

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db
_BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/meetings/start-now/", "/meetings/"),
        ("/sessions/8/recordings/3/delete/", "/sessions/8/recordings/3/"),
        ("/sessions/8/recordings/3/", "/sessions/8/"),
        ("/sessions/8/attendees/5/", "/sessions/8/"),
        ("/settings/theme/?x=1", "/settings/"),
        ("/admin/accounts/apiclient/1/webhooks/replay/", "/admin/accounts/apiclient/"),
    ],
)
def test_a_browser_is_led_to_the_page_above(client: Client, zhao: User, path: str, above: str) -> None:
    client.force_login(zhao)
    response = client.get(path, headers=_BROWSER)
    assert (response.status_code, response["Location"]) == (302, above)
    assert client.get(path).status_code == 405, "a program is told"


@pytest.mark.parametrize("path", ["/api/v1/oauth/token/", "/hooks/huawei/token/", "/settings/"])
def test_what_is_for_programs_or_not_read_stays_refused(client: Client, chen: User, path: str) -> None:
    client.force_login(chen)
    method = client.put if path == "/settings/" else client.get
    assert method(path, headers=_BROWSER).status_code == 405


def test_who_signs_in_anew_after_a_click_gets_to_a_page(client: Client, chen: User) -> None:
    asked = client.post("/meetings/start-now/", headers=_BROWSER)
    assert asked["Location"] == "/account/login/?next=/meetings/start-now/"
    client.force_login(chen)
    landed = client.get("/meetings/start-now/", headers=_BROWSER, follow=True)
    assert (landed.status_code, landed.redirect_chain) == (200, [("/meetings/", 302)])
