"""The keys of the fields that are encrypted at rest."""

from cryptography.fernet import Fernet
from django.db import connection
from pytest_django import Settings

from encryption.keys import fingerprint, fingerprints

SECRET = "k" * 64


def stored_key() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_key FROM accounts_application")
        return str(cursor.fetchone()[0])


def test_fingerprints_cover_old_keys_until_a_rotation_is_through(settings: Settings) -> None:
    before = fingerprint("token")
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_ENCRYPTION_KEYS]
    assert fingerprint("token") != before
    assert before in fingerprints("token")
    assert before not in fingerprints("other")
