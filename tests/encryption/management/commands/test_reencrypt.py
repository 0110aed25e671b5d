"""The command that re-encrypts rows under the newest key."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from pytest_django import Settings

from accounts.models import Application

SECRET = "k" * 64


@pytest.mark.django_db
def test_reencrypt_lets_the_old_key_go(settings: Settings) -> None:
    new = Fernet.generate_key().decode()
    Application.objects.create(name="one", app_id="a" * 32, app_key=SECRET)
    settings.FIELD_ENCRYPTION_KEYS = [new, *settings.FIELD_ENCRYPTION_KEYS]
    call_command("reencrypt", stdout=StringIO())
    settings.FIELD_ENCRYPTION_KEYS = [new]
    assert Application.objects.get().app_key == SECRET
