"""A database knows the keys of its secrets: with others nothing is written."""

import threading

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import Settings

from accounts.models import Application
from encryption import keys, known_keys
from encryption.models import KnownKeys
from tests.patience import HANG_SECONDS

pytestmark = pytest.mark.django_db
LACKS = "FIELD_ENCRYPTION_KEYS lacks a key with which secrets in this database are encrypted"


def new_key() -> str:
    return Fernet.generate_key().decode()


def known() -> list[str]:
    return list(KnownKeys.objects.get().fingerprints)


def test_a_fresh_database_knows_the_key_of_the_first_start(settings: Settings) -> None:
    assert known_keys.problem() == ""
    known_keys.record()
    before = known()
    known_keys.record()
    assert (len(before), known()) == (1, before)
    assert known_keys.problem() == ""


def test_record_with_another_key(settings: Settings) -> None:
    known_keys.record()
    before = known()
    settings.FIELD_ENCRYPTION_KEYS = [new_key()]
    assert known_keys.problem().startswith(LACKS)
    with pytest.raises(known_keys.WrongKeys, match=LACKS):
        known_keys.record()
    assert known() == before


def test_record_of_a_database_with_secrets_and_no_known_key(settings: Settings) -> None:
    """As an upgrade finds it."""
    own = settings.FIELD_ENCRYPTION_KEYS
    Application.objects.create(name="one", app_id="a" * 32, app_key="k" * 64)
    settings.FIELD_ENCRYPTION_KEYS = [new_key()]
    assert known_keys.problem().startswith(LACKS)
    with pytest.raises(known_keys.WrongKeys, match=LACKS):
        known_keys.record()
    settings.FIELD_ENCRYPTION_KEYS = own
    known_keys.record()
    assert len(known()) == 1


def test_each_key_of_a_rotation_is_needed_until_everything_is_encrypted_anew(settings: Settings) -> None:
    (old,), new = settings.FIELD_ENCRYPTION_KEYS, new_key()
    known_keys.record()
    Application.objects.create(name="one", app_id="a" * 32, app_key="k" * 64)
    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    known_keys.record()
    for lacking in ([old], [new]):
        settings.FIELD_ENCRYPTION_KEYS = lacking
        assert known_keys.problem().startswith(LACKS)
    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    call_command("reencrypt", verbosity=0)
    settings.FIELD_ENCRYPTION_KEYS = [new]
    assert known_keys.problem() == ""
    assert Application.objects.get().app_key == "k" * 64
    settings.FIELD_ENCRYPTION_KEYS = [old]
    assert known_keys.problem().startswith(LACKS)


def test_reencrypt_with_another_key_writes_nothing(settings: Settings) -> None:
    Application.objects.create(name="one", app_id="a" * 32, app_key="k" * 64)
    own = settings.FIELD_ENCRYPTION_KEYS
    settings.FIELD_ENCRYPTION_KEYS = [new_key()]
    with pytest.raises(known_keys.WrongKeys, match=LACKS):
        call_command("reencrypt", verbosity=0)
    settings.FIELD_ENCRYPTION_KEYS = own
    assert Application.objects.get().app_key == "k" * 64


def test_a_process_that_could_not_compare_its_keys_does_before_it_writes(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_verify", None)
    known_keys.record()
    own = settings.FIELD_ENCRYPTION_KEYS
    settings.FIELD_ENCRYPTION_KEYS = [new_key()]
    keys.verify_before_writing(known_keys.record)
    for _ in range(2):
        with pytest.raises(known_keys.WrongKeys, match=LACKS), transaction.atomic():
            Application.objects.create(name="one", app_id="a" * 32, app_key="k" * 64)
    assert not Application.objects.exists()
    settings.FIELD_ENCRYPTION_KEYS = own
    Application.objects.create(name="one", app_id="a" * 32, app_key="k" * 64)
    assert keys._verify is None


def test_verify_of_a_database_that_knows_no_key_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """To see whether secrets can be read it looks for them, and encrypts what it looks for."""
    monkeypatch.setattr(keys, "_verify", None)
    keys.verify_before_writing(known_keys.verify)
    Application.objects.create(name="one", app_id="a" * 32, app_key="k" * 64)
    assert len(known()) == 1
    assert keys._verify is None


@pytest.mark.django_db(transaction=True)
def test_of_many_first_starts_at_once_one_pair_of_keys_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each thread has keys of its own, as processes with other settings have."""
    own, together, refused = threading.local(), threading.Barrier(4), []
    monkeypatch.setattr(known_keys, "fingerprints", lambda _: [own.key])

    def first_start(key: str) -> None:
        own.key = key
        together.wait(timeout=HANG_SECONDS)
        try:
            known_keys.record()
        except known_keys.WrongKeys:
            refused.append(key)
        finally:
            connection.close()

    threads = [threading.Thread(target=first_start, args=(f"key {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = known()
    assert sorted([winner, *refused]) == [f"key {number}" for number in range(4)]
