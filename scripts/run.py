"""`make run`: the whole portal on this machine as one group in the foreground, with nothing but files.

PORT, SANDBOX_PORT and DATA_DIR say where; everything else is a setting as in docs/settings.md.
"""

import fcntl
import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path

from portal.development_defaults import make_private
from scripts.group import Ended, Group

_ROOT = Path(__file__).resolve().parent.parent
_HOST = "127.0.0.1"
_START_SECONDS = 60.0
# Workers have nothing to tell each other: the rows say who does what.
_ALONE = ("--without-gossip", "--without-mingle")
# What web and worker import late, each for itself.
_SHARED = (
    "django.core.wsgi",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "celery.app.amqp",
    "celery.app.control",
    "celery.apps.worker",
    "celery.beat",
    "celery.bin.celery",
    "celery.concurrency.prefork",
    "celery.worker.components",
    "celery.worker.consumer",
)


def main() -> int:
    os.chdir(_ROOT)
    folder = Path(os.environ.get("DATA_DIR") or "var").resolve()
    make_private(folder)
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
    store = ["--data", str(folder / "sandbox"), "--seed", "demo", "--assume", "webhook_url=http_too"]
    group.start("sandbox", [sys.executable, "-m", "sandbox", "--host", _HOST, "--port", str(sandbox), *store])
    _import_portal()
    group.finish("The migration", _migrate)
    group.start_copy("web", partial(_run, "gunicorn.app.wsgiapp", "run", "--bind", f"{_HOST}:{web}", "portal.wsgi"))
    for name, words in (("worker", ["worker", *_ALONE]), ("clock", ["beat"])):
        group.start_copy(name, partial(_run, "celery.bin.celery", "main", "--quiet", "--app=portal", *words))
    group.start_copy("watcher", partial(_manage, "watch"))
    group.wait_for("The sandbox", partial(_answers, sandbox, "/_sandbox/state"), seconds=_START_SECONDS)
    people = group.finish("The demo", partial(_manage, "demo"))
    group.wait_for("The web", partial(_answers, web, "/healthz"), seconds=_START_SECONDS)
    group.finish("The registration for events", _register_events)
    group.wait_for("The worker", _worker_answers, seconds=_START_SECONDS)
    return people


def _import_portal() -> None:
    """All that its processes import, once for all of them. Raises Ended where a setting is wrong."""
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Ended(str(error)) from error
    for name in (settings.ROOT_URLCONF, *_SHARED):
        import_module(name)
    from portal.celery import app

    app.loader.import_default_modules()


def _migrate() -> None:
    """A migration has settings of its own (manage.py), so one that is needed is a program of its own."""
    try:
        _manage("migrate", "--check", "--verbosity=0")
    except SystemExit as end:
        if end.code != 1:  # a sentence
            raise
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], check=True)
    _manage("createcachetable")


def _manage(*words: str) -> None:
    _run("manage", "main", *words)


def _register_events() -> None:
    """Where that can't be, the portal asks every two minutes, and its administration says why."""
    with suppress(SystemExit):
        _manage("register_events", "--tenant", "青山科技")


def _run(module: str, function: str, *words: str) -> None:
    """What a command of that package does, with these words."""
    sys.argv = [module.partition(".")[0], *words]
    main: Callable[[], object] = getattr(import_module(module), function)
    main()


def _environment(*, folder: Path, web: int, sandbox: int) -> dict[str, str]:
    return {
        "DEBUG": "1",
        "DATA_DIR": str(folder),
        "PORTAL_URL": _address(web),
        "SANDBOX_URL": _address(sandbox),
        "VENDOR_EVENTS_ANYWHERE": "1",
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
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
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


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(_HOST, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _worker_answers() -> bool:
    """Asks through the broker, so that it is the way of every job that is proven."""
    from portal.celery import app

    return bool(app.control.ping(timeout=2.0, limit=1))


if __name__ == "__main__":
    sys.exit(main())
