"""The admin site has no pages for what is decided elsewhere, and the portal's one way in and out."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("app", ["auth/group", "account/emailaddress"])
def test_no_pages_for_what_is_decided_elsewhere(operators: Client, app: str) -> None:
    assert operators.get(f"/admin/{app}/").status_code == 404


def test_one_way_in_and_out(zhaos: Client) -> None:
    assert Client().get("/admin/login/")["Location"] == "/account/login/?next=%2Fadmin%2F"
    assert zhaos.get("/admin/password_change/")["Location"] == "/account/password/change/"
    zhaos.get("/admin/logout/")
    assert zhaos.get("/admin/").status_code == 200
    assert zhaos.post("/admin/logout/")["Location"] == "/account/login/"
    assert zhaos.get("/admin/").status_code == 302
