"""Encrypted fields: unreadable in the table, readable through the model, rotatable."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import FieldError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Application
from encryption.fields import EncryptedJSONField, EncryptedLongTextField, EncryptedTextField
from notifications.models import Message

SECRET = "k" * 64


def stored_key() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_key FROM accounts_application")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_encrypted_text_is_unreadable_in_the_table() -> None:
    Application.objects.create(name="one", app_id="a" * 32, app_key=SECRET)
    assert SECRET not in stored_key()
    assert Application.objects.get().app_key == SECRET


@pytest.mark.django_db
def test_encrypted_text_is_another_ciphertext_each_time() -> None:
    application = Application.objects.create(name="one", app_id="a" * 32, app_key=SECRET)
    before = stored_key()
    application.save()
    assert stored_key() != before


@pytest.mark.django_db
def test_encrypted_text_survives_a_rotation(settings: Settings) -> None:
    old, new = settings.FIELD_ENCRYPTION_KEYS[0], Fernet.generate_key().decode()
    application = Application.objects.create(name="one", app_id="a" * 32, app_key=SECRET)
    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    Application.objects.get().save()
    settings.FIELD_ENCRYPTION_KEYS = [new]
    application.refresh_from_db()
    assert application.app_key == SECRET


@pytest.mark.django_db
def test_encrypted_text_needs_its_key(settings: Settings) -> None:
    Application.objects.create(name="one", app_id="a" * 32, app_key=SECRET)
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(InvalidToken):
        Application.objects.get()


@pytest.mark.django_db
def test_encrypted_text_cannot_be_searched() -> None:
    with pytest.raises(FieldError, match="Unsupported lookup"):
        Application.objects.filter(app_key__contains="k").exists()


@pytest.mark.parametrize("value", [{"subject": "周会", "n": 1}, [], None, "text"])
def test_encrypted_json_comes_back_as_it_was(value: object) -> None:
    field = EncryptedJSONField()
    stored = field.get_prep_value(value)
    assert "周会" not in stored
    assert field.from_db_value(stored, None, connection) == value


@pytest.mark.django_db
def test_long_texts_of_several_rows_are_stored_one_by_one() -> None:
    """As elements of PostgreSQL's arrays they would be looked through character by character."""
    rows = [
        Message(
            dedup_key=key,
            kind="own",
            recipient="a@tuv.example",
            html=key + SECRET,
            created_at=timezone.now(),
            next_attempt_at=timezone.now(),
        )
        for key in "ab"
    ]
    with CaptureQueriesContext(connection) as statements:
        Message.objects.bulk_create(rows)
    assert [one["sql"].count(" VALUES (") for one in statements] == [1]
    assert {one.dedup_key: one.html for one in Message.objects.all()} == {"a": "a" + SECRET, "b": "b" + SECRET}


@pytest.mark.parametrize("text", ["", "x", "x^ x\x01 路线图", "<p>Roadmap 路线图</p>\r\n" * 500])
def test_long_text_is_read_compressed_and_as_it_was_before(text: str) -> None:
    field = EncryptedLongTextField()
    compressed, plain = field.get_prep_value(text), EncryptedTextField().get_prep_value(text)
    assert field.from_db_value(compressed, None, connection) == text
    assert field.from_db_value(plain, None, connection) == text


def test_long_text_takes_less_room() -> None:
    text = "<td style='padding:0'>路线图</td>\n" * 500
    assert len(EncryptedLongTextField().get_prep_value(text)) < len(text) / 10
