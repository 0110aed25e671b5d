"""Every process refuses keys of another database at its start, in a sentence, and has written nothing."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from accounts.models import Application
from encryption import known_keys
from encryption.models import KnownKeys
from tests.portal.test_checks import WEB, start
from tests.storage import of_the_tests

CELERY = ("-m", "celery", "--app", "portal")
LACKS = "FIELD_ENCRYPTION_KEYS lacks a key with which secrets in this database are encrypted"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "words",
    [
        WEB,
        (*CELERY, "worker", "--pool", "solo"),
        (*CELERY, "beat"),
        ("manage.py", "check"),
        ("manage.py", "demo"),
        ("manage.py", "migrate"),
        ("manage.py", "reencrypt"),
    ],
    ids=lambda words: words[-1],
)
def test_a_process_with_keys_of_another_database(tmp_path: Path, words: tuple[str, ...]) -> None:
    Application.objects.create(name="one", app_id="a" * 32, app_key="k" * 64)
    known_keys.record()
    before = KnownKeys.objects.get().fingerprints
    values = {"DEBUG": "1", "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(), **of_the_tests()}
    code, said = start(tmp_path, *words, **values)
    assert code != 0
    assert LACKS in said
    assert "Traceback" not in said
    assert KnownKeys.objects.get().fingerprints == before
    assert Application.objects.get().app_key == "k" * 64


@pytest.mark.django_db(transaction=True)
def test_a_shell_with_keys_of_another_database_writes_nothing(tmp_path: Path) -> None:
    """Django runs no checks for it."""
    known_keys.record()
    before = KnownKeys.objects.get().fingerprints
    line = "from accounts.models import Application as A; A.objects.create(name='one', app_id='a' * 32, app_key='k')"
    values = {"DEBUG": "1", "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(), **of_the_tests()}
    code, said = start(tmp_path, "manage.py", "shell", "--verbosity=0", "--command", line, **values)
    assert code != 0
    assert said.startswith(LACKS)
    assert not Application.objects.exists()
    assert KnownKeys.objects.get().fingerprints == before


@pytest.mark.parametrize("words", [(*CELERY, "worker", "--pool", "solo"), (*CELERY, "beat")], ids=lambda each: each[4])
def test_worker_and_clock_refuse_what_the_web_refuses(tmp_path: Path, words: tuple[str, ...]) -> None:
    code, said = start(tmp_path, *words, EMAIL_URL="")
    assert code != 0
    assert said.endswith(
        "EMAIL_URL is not set, so mails would be printed into the log instead of being sent. "
        "Set EMAIL_URL to your mail server's address."
    )
