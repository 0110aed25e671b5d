"""The ground of a measure: PostgreSQL, Redis, the sandbox and web servers of its own, gone when it is over."""

import copy
import os
import secrets
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

import requests
from cryptography.fernet import Fernet

from benchmarks import cpu
from scripts.servers import free_port, running

_WAIT_SECONDS = 30.0
_ANSWER_SECONDS = 5.0
_END_SECONDS = 20.0
APP_ID = "0123456789abcdef0123456789abcdef"


class Ground:
    """Starts what a measure asks for, in this tree. ``env`` is the environment of a portal on it, with DEBUG."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root, self.name = folder, Path.cwd(), "portal"
        self.programs: list[subprocess.Popen[str]] = []
        self._served: dict[str, tuple[int, str]] = {}
        self.app_key = secrets.token_hex(32)
        self._ended = ExitStack()
        self.servers = self._ended.enter_context(running(durable=True))
        self._set_environment(first_redis=0)

    def beside(self, root: Path) -> "Ground":
        """Return a ground for the programs of the build in ``root``: on the same servers, with rows of its own."""
        other = copy.copy(self)
        other.folder, other.root, other.name = self.folder / "beside", root, "beside"
        other._ended, other.programs, other._served = ExitStack(), [], {}
        other.folder.mkdir()
        other._set_environment(first_redis=2)
        return other

    def _set_environment(self, *, first_redis: int) -> None:
        self.env = own_environment() | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DEBUG": "1",
            "DATA_DIR": str(self.folder / "data"),
            "DATABASE_URL": self.servers.make_database(self.name),
            "CACHE_URL": self.servers.redis_at(first_redis),
            "CELERY_BROKER_URL": self.servers.redis_at(first_redis + 1),
            "SECRET_KEY": secrets.token_hex(32),
            "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "LOG_LEVEL": "WARNING",
            "SANDBOX_APP_KEY": self.app_key,
        }

    def __enter__(self) -> "Ground":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for program in self.programs:
            program.terminate()
        for program in self.programs:
            try:
                program.wait(timeout=_END_SECONDS)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
            if program.stdout:
                program.stdout.close()
        self._ended.close()

    @property
    def _python(self) -> str:
        return str(self.root / ".venv" / "bin" / "python")

    def as_in_production(self) -> None:
        """From now on DEBUG is off and static files have their far-future names."""
        self.env |= {"DEBUG": "0", "PORTAL_URL": "https://portal.example", "EMAIL_URL": "dummymail://"}
        self.env |= {"ALLOWED_HOSTS": "127.0.0.1,portal.example"}
        self.env |= {"SECURE_SSL_REDIRECT": "0", "STATIC_ROOT": str(self.folder / "static")}
        self.python("manage.py", "collectstatic", "--noinput", "--verbosity", "0")

    def migrate(self) -> None:
        """The portal's tables, empty."""
        for command in ("migrate", "createcachetable"):
            self.python("manage.py", command, "--verbosity", "0")

    def python(self, *words: str, **extra: str) -> str:
        """Runs a Python program to its end and returns what it printed."""
        done = subprocess.run(  # fixed program, our own words
            [self._python, *words],
            cwd=self.root,
            env=self.env | extra,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def sandbox(self, *seed: str, folder: str = "sandbox") -> str:
        """The address of a running sandbox that knows one application; the portal is told of it."""
        words = ["-m", "sandbox", "--port", "0", "--app-id", APP_ID, "--data", str(self.folder / folder)]
        url = self._said([*words, *(seed or ("--seed", "none"))])
        self.env["SANDBOX_URL"] = url
        return url

    def canned(self) -> str:
        """The address of a server that gives each request the same answer."""
        return self._said(["-m", "benchmarks.canned"])

    def _said(self, words: list[str]) -> str:
        """The address that a program says once it answers; one that ends before ends the run with a sentence."""
        program = self._start(words, {}, stdout=subprocess.PIPE)
        assert program.stdout is not None
        for line in program.stdout:
            if line.startswith("Ready: "):
                return line.split()[1]
        sys.exit(f"{' '.join(words)} ended with code {program.wait()} before it was ready.")

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Return a Python program that runs until the measure is over."""
        return self._start([*words], {})

    def serve(self, application: str, path: str, **extra: str) -> str:
        """The address of a web server with two processes, once it answers at ``path``."""
        port = free_port()
        bind = f"127.0.0.1:{port}"
        words = ["-m", "gunicorn", "--workers", "2", "--bind", bind, "--log-level", "error", application]
        server = self._start(words, extra)
        url = f"http://{bind}"
        database = extra.get("BARE_DATABASE_URL", self.env["DATABASE_URL"])
        self._served[url] = server.pid, urlsplit(database).path.strip("/")
        _wait_for(f"{url}{path}")
        return url

    def cpu_seconds(self, url: str) -> float:
        """Return what the web server at ``url`` has used of the processors, with the connections of its database."""
        return cpu.seconds(*self._served[url])

    def _start(self, words: list[str], extra: dict[str, str], *, stdout: int | None = None) -> "subprocess.Popen[str]":
        program = subprocess.Popen(
            [self._python, *words], cwd=self.root, env=self.env | extra, stdout=stdout, text=True
        )
        self.programs.append(program)
        return program


def own_environment() -> dict[str, str]:
    """Return ours without what `make` and this run have set for themselves."""
    theirs = ("MAKE", "MFLAGS", "DATA_DIR", "PYTHONPATH", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(theirs)}


def _wait_for(url: str) -> None:
    end = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < end:
        try:
            if requests.get(url, timeout=_ANSWER_SECONDS).ok:
                return
        except (requests.ConnectionError, requests.Timeout):  # one that is starting may let in and not answer yet
            time.sleep(0.1)
    sys.exit(f"{url} does not answer after {_WAIT_SECONDS:.0f} seconds.")
