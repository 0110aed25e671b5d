"""Pages that a library brings and this portal does not have."""

import pytest
from django.test import Client

from accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def test_sign_up_is_closed(client: Client) -> None:
    answer = client.get("/account/signup/")
    assert "account/signup_closed.html" in [found.name for found in answer.templates]
    assert "<form" not in answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_nobody_changes_their_own_mail_address(client: Client) -> None:
    person = User.objects.create_superuser("he.ning@qingshan.example", name="He Ning")
    client.force_login(person)
    for action in ("action_add", "action_primary"):
        answer = client.post("/account/email/", {"email": "somebody.else@qingshan.example", action: ""})
        assert answer.status_code == 404
    assert client.get("/account/confirm-email/").status_code == 404
    person.refresh_from_db()
    assert person.email == "he.ning@qingshan.example"
