"""People, their roles and their mail addresses."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_createsuperuser_makes_an_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse battery")
    call_command("createsuperuser", email="Op@portal.example", name="Op", interactive=False, stdout=StringIO())
    person = User.objects.get(email="op@portal.example")
    assert (person.role, person.tenant, person.check_password("correct horse battery")) == ("operator", None, True)
