"""Where a development machine keeps its mails."""

from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from notifications import kept_mail


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DEV_MAIL_DIR = tmp_path / "mail"


def test_kept_without_a_folder_is_empty() -> None:
    assert kept_mail.kept() == []


def test_send_messages_keeps_each_the_newest_first() -> None:
    mails = [EmailMessage(subject, "text", "a@portal.example", ["b@tuv.example"]) for subject in ("First", "Second")]
    assert kept_mail.KeptMailBackend().send_messages(mails) == 2
    assert [mail["Subject"] for _, mail in kept_mail.kept()] == ["Second", "First"]


def test_kept_mail_by_name() -> None:
    kept_mail.KeptMailBackend().send_messages([EmailMessage("Only", "text", "a@portal.example", ["b@tuv.example"])])
    ((name, _),) = kept_mail.kept()
    found = kept_mail.kept_mail(name)
    assert found is not None
    assert found["Subject"] == "Only"
    assert kept_mail.kept_mail("../secret_key") is None
