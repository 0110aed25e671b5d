"""The organisation that a development machine begins with."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import Application, Identity, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty DATA_DIR with the key that the sandbox has made."""
    settings.DATA_DIR = tmp_path
    (tmp_path / "sandbox").mkdir()
    (tmp_path / "sandbox" / "app-key.txt").write_text("the key\n")
    settings.DEBUG = True  # what the development server runs with; a test run has it off
    return tmp_path


def demo() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_demo_makes_people_who_can_sign_in(folder: Path) -> None:
    said = demo()
    password = (folder / "demo-password.txt").read_text()
    assert f"each with the password {password}" in said
    assert os.stat(folder / "demo-password.txt").st_mode & 0o777 == 0o600
    people = list(User.objects.all())
    assert [person.email for person in people if person.email not in said] == []
    assert [person.email for person in people if not person.check_password(password)] == []
    assert sorted(person.role for person in people) == [
        "operator",
        "person",
        "person",
        "person",
        "person",
        "tenant_admin",
    ]
    assert (Identity.objects.count(), Application.objects.get().app_key) == (4, "the key")


def test_demo_again_keeps_what_somebody_has_changed(folder: Path) -> None:
    first = demo()
    li = User.objects.get(email="li.wei@qingshan.example")
    li.name = "Wei"
    li.set_password("something of their own")
    li.save()
    Identity.objects.filter(person=li).delete()
    (folder / "sandbox" / "app-key.txt").write_text("another key\n")
    assert demo().partition("\n")[0] == first.partition("\n")[0]
    li = User.objects.get(pk=li.pk)
    assert (li.name, li.check_password("something of their own"), hasattr(li, "identity")) == ("Wei", True, False)
    assert (User.objects.count(), Application.objects.get().app_key) == (6, "another key")


def test_demo_without_debug(folder: Path, settings: Settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="for DEBUG=1 only"):
        demo()


def test_demo_before_the_sandbox(folder: Path) -> None:
    (folder / "sandbox" / "app-key.txt").unlink()
    with pytest.raises(CommandError, match="Start the sandbox first"):
        demo()


def test_demo_without_a_sandbox(folder: Path, settings: Settings) -> None:
    settings.MEETING_SITES = {}
    with pytest.raises(CommandError, match="Set SANDBOX_URL"):
        demo()
