"""The portal as docs/operations.md runs it: the processes of the Procfile, two of web and worker, on PostgreSQL and
Redis. It has DEBUG on, because the sandbox is on the loopback.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
import requests
from django.conf import settings

from scripts.servers import start_redis
from tests import migrated
from tests.journeys.product import OF_THE_TESTS, Product, until
from tests.notifications.smtp import free_port, mail_server
from tests.patience import HANG_SECONDS
from tests.wire import Wire, wired

_LINE = re.compile(r"^(\w+): (.+)$", re.MULTILINE)


@dataclass
class Broker:
    """A Redis of its own, reached over ``wire``."""

    stack: ExitStack
    folder: Path
    url: str
    wire: Wire

    def kill(self) -> None:
        """kill -9: what stood in it is lost."""
        with redis.Redis.from_url(self.url) as server:
            process = server.info("server")["process_id"]
        self.wire.cut()  # first, since the wire leads to a server that is there
        os.kill(process, signal.SIGKILL)

    def start(self) -> None:
        """An empty one in its place."""
        self.url = start_redis(self.stack, self.folder, urlsplit(self.url).password or "")
        self.wire.mend(urlsplit(self.url).port or 0)


@dataclass
class Production(Product):
    """``url`` is one web process, ``other_url`` the second; ``workers`` are two."""

    other_url: str
    workers: "list[subprocess.Popen[str]]"
    start_worker: "Callable[[], subprocess.Popen[str]]"
    broker: "Broker"

    def kill_worker(self, number: int) -> None:
        """kill -9, and its children with it; another one takes its place."""
        os.killpg(self.workers[number].pid, signal.SIGKILL)
        self.workers[number] = self.start_worker()

    def said(self) -> str:
        """The log of all its processes."""
        return (self.folder / "log").read_text()


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    folder, (web, other, sandbox) = tmp_path_factory.mktemp("production"), (free_port() for _ in range(3))
    own = migrated.of_a_portal(folder)
    if not own:
        pytest.skip("files are for one machine")
    with (
        ExitStack() as stack,
        mail_server() as (inbox, port),
        (folder / "log").open("w") as log,
    ):
        own_redis = start_redis(stack, folder)
        wire, broker_url = stack.enter_context(wired(f"{own_redis}/0"))
        kept = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        env = kept | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "DEBUG": "1",
            "DATA_DIR": str(folder),
            "PORTAL_URL": f"http://127.0.0.1:{web}",
            "SANDBOX_URL": f"http://127.0.0.1:{sandbox}",
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "DEFAULT_FROM_EMAIL": "Meetings <meetings@portal.example>",
            "DATABASE_URL": own["DATABASE_URL"],
            "CACHE_URL": own["CACHE_URL"],
            "CELERY_BROKER_URL": broker_url,
            "WEB_CONCURRENCY": "1",
            "WORKER_CONCURRENCY": "1",
        }
        lines = dict(_LINE.findall((Path(settings.BASE_DIR) / "Procfile").read_text()))

        def start(line: str, **extra: str) -> "subprocess.Popen[str]":
            return stack.enter_context(_running(f"exec {line}", env | extra, log.fileno()))

        start(f"python -m sandbox --port {sandbox} --data '{folder / 'sandbox'}' --seed demo")
        for command in ("migrate", "createcachetable"):
            migrating = [sys.executable, "manage.py", command]
            subprocess.run(migrating, cwd=settings.BASE_DIR, env=env, stdout=log, check=True)
        until(lambda: _answers(f"http://127.0.0.1:{sandbox}/_sandbox/state") or None, "sandbox", seconds=HANG_SECONDS)
        demo = subprocess.run(
            [sys.executable, "manage.py", "demo"],
            cwd=settings.BASE_DIR,
            env=env,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        first = start(lines["web"], PORT=str(web))
        start(lines["web"], PORT=str(other))
        workers = [start(lines["worker"]) for _ in range(2)]
        for name in ("clock", "watcher"):
            start(lines[name])
        for each in (web, other):
            until(lambda: _answers(f"http://127.0.0.1:{each}/healthz") or None, "web server", seconds=HANG_SECONDS)  # noqa: B023
        until(
            lambda: (folder / "log").read_text().count("ready.") == len(workers) or None,
            "worker",
            seconds=HANG_SECONDS,
        )
        password = re.search(r"each with the password (\S+)", demo.stdout)
        assert password is not None
        yield Production(
            env["PORTAL_URL"],
            env["SANDBOX_URL"],
            inbox,
            password[1],
            folder,
            own["DATABASE_URL"],
            first,
            f"http://127.0.0.1:{other}",
            workers,
            partial(start, lines["worker"]),
            Broker(stack, folder, own_redis, wire),
        )


@contextmanager
def _running(line: str, env: dict[str, str], log: int) -> "Iterator[subprocess.Popen[str]]":
    program = subprocess.Popen(
        ["sh", "-c", line], cwd=settings.BASE_DIR, env=env, stdout=log, stderr=log, text=True, start_new_session=True
    )
    try:
        yield program
    finally:
        program.terminate()
        try:
            program.wait(timeout=15)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).ok
    except requests.RequestException:
        return False
