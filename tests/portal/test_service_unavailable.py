"""PostgreSQL and Redis go away and come back, under a web server and a worker as in production."""

import html
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
import tzdata
from cryptography.fernet import Fernet
from django.conf import settings

from tests import migrated
from tests.journeys.product import until
from tests.notifications.smtp import free_port
from tests.patience import HANG_SECONDS
from tests.wire import Wire, wired

PASSWORD = "a sentence nobody guesses"
SEED = f"""
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.conf import settings
from accounts.session_store import SessionStore
from accounts.models import Application, Tenant, User

tenant = Tenant.objects.create(name="Qingshan", application=Application.objects.create(name="App", app_id="app"))
chen = User.objects.create_user("chen.jing@qingshan.example", name="Chen Jing", tenant=tenant, language="en")
chen.set_password("{PASSWORD}")
chen.save()
store = SessionStore()
store[SESSION_KEY] = str(chen.pk)
store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
store[HASH_SESSION_KEY] = chen.get_session_auth_hash()
store.create()
print(store.session_key)
"""


@dataclass
class Portal:
    """``env`` is its environment; each server is reached over a wire of its own."""

    env: dict[str, str]
    database: Wire
    cache: Wire
    broker: Wire
    folder: Path
    session: str = ""
    url: str = ""

    def manage(self, *words: str) -> str:
        return self._run("manage.py", *words).stdout

    def refused(self, *words: str) -> tuple[int, str]:
        done = self._run("manage.py", *words, check=False)
        return done.returncode, done.stderr

    def _run(self, *words: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *words],
            cwd=settings.BASE_DIR,
            env=self.env,
            capture_output=True,
            text=True,
            check=check,
            timeout=HANG_SECONDS,
        )

    @contextmanager
    def running(self, *words: str) -> Iterator[Path]:
        """A program of the portal, and the file with what it says."""
        log = self.folder / f"{secrets.token_hex(4)}.log"
        with log.open("w") as file:
            program = subprocess.Popen(
                [sys.executable, "-m", *words], cwd=settings.BASE_DIR, env=self.env, stdout=file, stderr=file
            )
        try:
            yield log
        finally:
            program.terminate()
            program.wait(timeout=HANG_SECONDS)

    @contextmanager
    def web(self) -> Iterator[tuple[str, Path]]:
        port = free_port()
        with self.running("gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}") as log:
            until(lambda: answers(f"http://127.0.0.1:{port}/healthz") or None, "web server", seconds=HANG_SECONDS)
            yield f"http://127.0.0.1:{port}", log

    def health(self) -> tuple[int, dict[str, str]]:
        answer = requests.get(f"{self.url}/healthz", timeout=30)
        found = answer.json()
        assert found.pop("tz_database") >= tzdata.IANA_VERSION
        return answer.status_code, found

    def get(self, path: str, *, language: str = "en", **headers: str) -> requests.Response:
        sent = {"Accept-Language": language, "Cookie": f"sessionid={self.session}", **headers}
        return requests.get(self.url + path, headers=sent, timeout=30, allow_redirects=False)


def answers(url: str) -> bool:
    try:
        requests.get(url, timeout=5)
    except requests.RequestException:
        return False
    return True


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    folder = tmp_path_factory.mktemp("away")
    own = migrated.of_a_portal(folder)
    if not own:
        pytest.skip("a portal on files has no server that could go away")
    with (
        wired(own["DATABASE_URL"]) as (database, database_url),
        wired(own["CACHE_URL"]) as (cache, cache_url),
        wired(own["CELERY_BROKER_URL"]) as (broker, broker_url),
    ):
        env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {
            "DATA_DIR": str(folder),
            "STATIC_ROOT": str(folder / "static"),
            "SECRET_KEY": secrets.token_hex(32),
            "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "PORTAL_URL": "https://portal.example",
            "ALLOWED_HOSTS": "127.0.0.1,portal.example",
            "SECURE_SSL_REDIRECT": "0",
            "EMAIL_URL": "smtp://127.0.0.1:9",
            "DATABASE_URL": database_url.replace("postgres@", "postgres:geheim@"),
            "CACHE_URL": cache_url,
            "CELERY_BROKER_URL": broker_url,
        }
        found = Portal(env, database, cache, broker, folder)
        found.manage("migrate", "--verbosity=0")
        found.manage("collectstatic", "--noinput", "--verbosity=0")
        found.session = found.manage("shell", "--verbosity=0", "--command", SEED).strip()
        with found.web() as (found.url, _):
            yield found


def secrets_of(portal: Portal) -> list[str]:
    passwords = [re.search(r":([^:@/]+)@", portal.env[name]) for name in ("DATABASE_URL", "CACHE_URL")]
    return [found[1] for found in passwords if found]


@contextmanager
def cut(wire: Wire) -> Iterator[None]:
    wire.cut()
    try:
        yield
    finally:
        wire.mend()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "The portal can't reach its own storage."), ("zh-Hans", "系统暂时无法读取数据")],
)
def test_a_page_without_the_database(portal: Portal, language: str, sentence: str) -> None:
    assert portal.get("/meetings/", language=language).status_code == 200
    with cut(portal.database):
        answer = portal.get("/meetings/", language=language)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert answer.headers["Content-Language"] == language.lower()
        assert "no-store" in answer.headers["Cache-Control"]
        assert sentence in answer.text
        assert '<meta http-equiv="refresh" content="10">' in answer.text
        assert portal.health() == (503, {"database": "away", "cache": "ok", "broker": "ok", "keys": "unknown"})
    # At once and for every process, since each made a connection that is broken now.
    assert {portal.get("/meetings/").status_code for _ in range(12)} == {200}
    assert portal.health() == (200, {"database": "ok", "cache": "ok", "broker": "ok", "keys": "ok"})


def test_a_program_without_the_database_gets_a_text(portal: Portal) -> None:
    with cut(portal.database):
        answer = portal.get("/meetings/", Accept="application/json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "text/plain; charset=utf-8")


def test_what_was_typed_comes_along(portal: Portal) -> None:
    page = portal.get("/meetings/book/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1], "subject": "Q&A <1>", "reference": "one", "invitees": "a@b.c\nd@e.f"}
    cookies = {"Cookie": f"sessionid={portal.session}; csrftoken={page.cookies['csrftoken']}"}
    with cut(portal.database):
        answer = requests.post(f"{portal.url}/meetings/book/?from=home", data=form, headers=cookies, timeout=30)
    assert answer.status_code == 503
    assert '<form method="post" action="/meetings/book/?from=home">' in answer.text
    inputs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', answer.text)
    again = {html.unescape(name): html.unescape(value) for name, value in inputs}
    assert again == form
    sent = requests.post(f"{portal.url}/meetings/book/", data=again, headers=cookies, timeout=30)
    assert sent.status_code == 422, "some of it is missing"
    assert 'value="Q&amp;A &lt;1&gt;"' in sent.text


def test_sign_in_without_the_cache_is_closed_and_repeats_no_password(portal: Portal) -> None:
    page = requests.get(f"{portal.url}/account/login/", timeout=30)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1], "login": "chen.jing@qingshan.example", "password": PASSWORD}
    cookies = {"Cookie": f"csrftoken={page.cookies['csrftoken']}"}

    def sign_in() -> requests.Response:
        address = f"{portal.url}/account/login/"
        return requests.post(address, data=form, headers=cookies, timeout=30, allow_redirects=False)

    with cut(portal.cache):
        answer = sign_in()
        assert (answer.status_code, PASSWORD in answer.text) == (503, False)
        assert "Reload this page in a moment" in answer.text
        assert portal.get("/meetings/").status_code == 200, "whoever is signed in works on"
        assert portal.health() == (200, {"database": "ok", "cache": "away", "broker": "ok", "keys": "ok"})
    assert sign_in().status_code == 302


def test_health_without_the_broker(portal: Portal) -> None:
    with cut(portal.broker):
        assert portal.health() == (200, {"database": "ok", "cache": "ok", "broker": "away", "keys": "ok"})


def test_a_start_without_servers_is_said_and_made_good(portal: Portal) -> None:
    with cut(portal.database), cut(portal.cache), cut(portal.broker), portal.web() as (url, log):
        said = log.read_text()
        for sentence in ("The database “", "The cache at 127.0.0.1", "The broker at redis://"):
            assert sentence in said
        assert not [each for each in secrets_of(portal) if each in said]
        cookie = {"Cookie": f"sessionid={portal.session}"}
        assert requests.get(f"{url}/meetings/", headers=cookie, timeout=30).status_code == 503
        portal.database.mend()
        assert requests.get(f"{url}/meetings/", headers=cookie, timeout=30).status_code == 200
        portal.database.cut()


def test_a_worker_waits_for_its_broker(portal: Portal) -> None:
    words = ("celery", "--app=portal", "worker", "--concurrency=1")
    with cut(portal.broker), portal.running(*words) as log:
        until(lambda: "Trying again in" in log.read_text() or None, "worker that waits", seconds=HANG_SECONDS)
        said = log.read_text()
        assert "The broker at redis://" in said
        assert not [each for each in secrets_of(portal) if each in said]
        portal.broker.mend()
        until(lambda: "ready." in log.read_text() or None, "worker", seconds=HANG_SECONDS)
        portal.broker.cut()


def test_a_command_without_the_database_is_one_sentence(portal: Portal) -> None:
    with cut(portal.database):
        code, said = portal.refused("migrate")
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith("The database “portal_")
    assert "Connection refused" in said
    assert "geheim" not in said
