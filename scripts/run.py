"""`make run`: the whole portal on this machine as one group in the foreground, with nothing but files.

PORT, SANDBOX_PORT and DATA_DIR say where; everything else is a setting as in docs/settings.md.
"""

import fcntl
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from scripts.group import Ended, Group

_ROOT = Path(__file__).resolve().parent.parent
_HOST = "127.0.0.1"
_START_SECONDS = 60.0
# Workers have nothing to tell each other: the rows say who does what.
_ALONE = ("--without-gossip", "--without-mingle")


def main() -> int:
    os.chdir(_ROOT)
    folder = Path(os.environ.get("DATA_DIR") or "var").resolve()
    group = Group()
    try:
        web, sandbox = _port("PORT", 8000), _port("SANDBOX_PORT", 8900)
        with _held(folder):
            _refuse_taken(web, sandbox)
            os.environ |= _environment(folder=folder, web=web, sandbox=sandbox)
            try:
                people = _start(group, folder=folder, web=web, sandbox=sandbox)
                print(f"\nReady: {_address(web)}\n{people}", flush=True)
                group.wait()
            finally:
                group.end()
    except Ended as end:
        if str(end):
            print(end, file=sys.stderr)
        return 1 if str(end) else 0
    return 0


def _start(group: Group, *, folder: Path, web: int, sandbox: int) -> str:
    """Start everything, each when what it needs is there; returns whom one can sign in as."""
    module, manage = [sys.executable, "-m"], [sys.executable, "manage.py"]
    store = ["--data", str(folder / "sandbox"), "--seed", "demo"]
    group.start("sandbox", [*module, "sandbox", "--host", _HOST, "--port", str(sandbox), *store])
    group.finish("The migration", [*manage, "migrate", "--verbosity=0"])
    group.finish("The cache table", [*manage, "createcachetable"])
    group.start("web", [*module, "gunicorn", "--bind", f"{_HOST}:{web}", "portal.wsgi"])
    group.start("worker", [*module, "celery", "--quiet", "--app=portal", "worker", "--beat", *_ALONE])
    group.wait_for("The sandbox", lambda: _answers(f"{_address(sandbox)}/_sandbox/state"), seconds=_START_SECONDS)
    people = group.finish("The demo", [*manage, "demo"])
    group.wait_for("The web", lambda: _answers(f"{_address(web)}/healthz"), seconds=_START_SECONDS)
    group.wait_for("The worker", _worker_answers, seconds=_START_SECONDS)
    return people


def _environment(*, folder: Path, web: int, sandbox: int) -> dict[str, str]:
    return {
        "DEBUG": "1",
        "DATA_DIR": str(folder),
        "PORTAL_URL": _address(web),
        "SANDBOX_URL": _address(sandbox),
        "PYTHONUNBUFFERED": "1",
    }


def _address(port: int) -> str:
    return f"http://{_HOST}:{port}"


def _port(name: str, default: int) -> int:
    """Raises Ended with a sentence where the environment doesn't name a port."""
    value = os.environ.get(name) or str(default)
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise Ended(f"{name} must be a number from 1 to 65535, and it is {value!r}.")
    return int(value)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """``folder`` for this group alone: two on the same data would do each job twice."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Ended(f"The portal runs already with its data in {folder}; set DATA_DIR for another one.") from error
        yield


def _refuse_taken(web: int, sandbox: int) -> None:
    if web == sandbox:
        raise Ended(f"PORT and SANDBOX_PORT are both {web}; set one of them to another port.")
    for name, port in (("PORT", web), ("SANDBOX_PORT", sandbox)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_HOST, port))
            except OSError as error:
                raise Ended(f"Port {port} is not free ({error.strerror}); set {name} to another one.") from error


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2, allow_redirects=False).ok
    except requests.RequestException:
        return False


def _worker_answers() -> bool:
    """Asks through the broker, so that it is the way of every job that is proven."""
    from portal.celery import app

    return bool(app.control.ping(timeout=2.0, limit=1))


if __name__ == "__main__":
    sys.exit(main())
