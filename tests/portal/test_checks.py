"""What an operator got wrong is said at the start, in a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from tests.patience import HANG_SECONDS

KEY = Fernet.generate_key().decode()
RIGHT = {
    "DEBUG": "0",
    "SECRET_KEY": "s" * 60,
    "FIELD_ENCRYPTION_KEYS": KEY,
    "PORTAL_URL": "https://meetings.example.org",
    "ALLOWED_HOSTS": "meetings.example.org",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


WEB = ("-c", "import portal.wsgi")


def start(folder: Path, *words: str, **values: str) -> tuple[int, str]:
    """Starts what a web server starts, or another program, and what it said."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = kept | RIGHT | {"DATA_DIR": str(folder), "STATIC_ROOT": str(folder / "static")} | values
    done = subprocess.run(
        [sys.executable, *(words or WEB)],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG_SECONDS,
    )
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set."),
        ({"FIELD_ENCRYPTION_KEYS": ""}, "FIELD_ENCRYPTION_KEYS is not set."),
        ({"FIELD_ENCRYPTION_KEYS": f"{KEY},abc"}, "Number 2 of FIELD_ENCRYPTION_KEYS is no key"),
        ({"PORTAL_URL": "http://127.0.0.1:8000"}, "PORTAL_URL is a loopback address"),
        ({"SANDBOX_URL": "http://127.0.0.1:8900"}, "is a loopback address (http://127.0.0.1:8900) and DEBUG is off"),
        ({"MEETING_SITES": "{"}, "MEETING_SITES must be a JSON object of sites"),
        ({"ALLOWED_HOSTS": "portal.example.org"}, "“meetings.example.org” of PORTAL_URL is not in ALLOWED_HOSTS"),
        ({"EMAIL_URL": ""}, "EMAIL_URL is not set, so mails would be printed into the log"),
        ({"SANDBOX_URL": "http://sandbox:8900"}, "“sandbox” can't be used: The meeting service at sandbox must be"),
    ],
)
def test_the_web_does_not_start(tmp_path: Path, values: dict[str, str], sentence: str) -> None:
    code, said = start(tmp_path, **values)
    assert code != 0
    assert sentence in said


def test_the_web_does_not_start_without_its_assets(tmp_path: Path) -> None:
    code, said = start(tmp_path)
    assert code != 0
    assert f"The page assets are not collected: built/app.js is missing in {tmp_path / 'static'}." in said
    assert "`make production` collects them" in said


def test_the_web_starts_with_everything_set(tmp_path: Path) -> None:
    empty = {"CACHE_URL": "", "DATABASE_URL": "", "CELERY_BROKER_URL": "", "LOG_LEVEL": ""}
    for command in (["createcachetable"], ["collectstatic", "--noinput", "--verbosity=0"]):
        assert start(tmp_path, "manage.py", *command, **empty) == (0, "")
    assert start(tmp_path, **empty) == (0, "")
