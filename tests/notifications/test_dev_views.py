"""The kept mails of a development machine."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from notifications import kept_mail
from tests.factories.page_words import source_of
from tests.notifications.test_delivery import ICS, NOW, deliver, invitation

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.notifications.dev_root_urls")]


@pytest.fixture
def name(settings: Settings, tmp_path: Path) -> str:
    settings.EMAIL_BACKEND = "notifications.kept_mail.KeptMailBackend"
    settings.DEV_MAIL_DIR = tmp_path / "mail"
    deliver(invitation(html="<p>陈静<script>alert(1)</script></p>"))
    ((name, _),) = kept_mail.kept()
    return name


def test_mails_lists_the_newest_first(client: Client, name: str) -> None:
    deliver(invitation(dedup_key="second", subject="Second"), NOW + timedelta(seconds=1))
    page = source_of(client.get("/dev/mail/"))
    assert page.index("Second") < page.index("路线图")
    assert f"/dev/mail/{name}/" in page


def test_mails_empty(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.DEV_MAIL_DIR = tmp_path / "none"
    assert client.get("/dev/mail/").status_code == 200


def test_mail_shows_headers_text_parts_and_a_sandboxed_frame(client: Client, name: str) -> None:
    page = source_of(client.get(f"/dev/mail/{name}/"))
    for shown in ("陈静邀请您参加会议", "method=&quot;REQUEST&quot;", "invite.ics", "Auto-Submitted", "Reply-To"):
        assert shown in page
    assert f'sandbox title="The mail as HTML" src="/dev/mail/{name}/html"' in page


def test_the_html_part_has_a_policy_of_its_own(client: Client, name: str) -> None:
    response = client.get(f"/dev/mail/{name}/html")
    assert response["Content-Security-Policy"].split("; ") == [
        "base-uri 'none'",
        "default-src 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "img-src data: cid:",
        "style-src 'unsafe-inline'",
    ] or set(response["Content-Security-Policy"].split("; ")) >= {"default-src 'none'", "style-src 'unsafe-inline'"}
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_an_attachment_is_downloaded(client: Client, name: str) -> None:
    response = client.get(f"/dev/mail/{name}/invite.ics")
    assert response.content == ICS.encode()
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["nothing/", "nothing/html", "..%2F..%2Fetc/", "nothing/invite.ics"])
def test_what_is_not_there_is_404(client: Client, path: str) -> None:
    assert client.get(f"/dev/mail/{path}").status_code == 404
