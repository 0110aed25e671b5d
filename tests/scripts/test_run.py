"""`make run`: one group that answers as a whole, ends as a whole, and never half starts."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from django.conf import settings

from tests.notifications.smtp import free_port
from tests.patience import HANG_SECONDS

_KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


def environment(folder: Path, web: int, sandbox: int) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"PORT": str(web), "SANDBOX_PORT": str(sandbox), "DATA_DIR": str(folder)}


@contextmanager
def group(folder: Path, web: int, sandbox: int) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The running group and what it printed until it was ready."""
    with subprocess.Popen(
        [sys.executable, "-m", "scripts.run"],
        cwd=settings.BASE_DIR,
        env=environment(folder, web, sandbox),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        umask=0o022,
    ) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "Markus Weber" in line:  # the last of the people
                break
        try:
            yield process, said
        finally:
            process.terminate()
            process.stdout.read()


def refused(folder: Path, web: int, sandbox: int) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.run"],
        cwd=settings.BASE_DIR,
        env=environment(folder, web, sandbox),
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG_SECONDS,
    )
    return done.returncode, done.stdout + done.stderr


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def processes_of(folder: Path) -> list[str]:
    """Everybody who has that folder in their environment."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and f"DATA_DIR={folder}" in (entry / "environ").read_text(errors="replace"):
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except (FileNotFoundError, ProcessLookupError, PermissionError):  # it has ended, or is somebody else's
            continue
    return found


def children_of(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=True)
    return [int(pid) for pid in listed.stdout.split()]


def open_to_others(folder: Path) -> list[Path]:
    """What another account could read below ``folder``."""
    return [path for path in folder.rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_the_group_answers_ends_whole_and_keeps_its_data(tmp_path: Path) -> None:
    web, sandbox = free_port(), free_port()
    with group(tmp_path, web, sandbox) as (process, said):
        assert f"Ready: http://127.0.0.1:{web}\n" in said
        assert requests.get(f"http://127.0.0.1:{web}/healthz", timeout=10).status_code == 200
        assert requests.get(f"http://127.0.0.1:{sandbox}/_sandbox/state", timeout=10).status_code == 200
        assert len(processes_of(tmp_path)) > 5
        assert open_to_others(tmp_path) == []
        code, sentence = refused(tmp_path, free_port(), free_port())
        assert (code, sentence.count("\n")) == (1, 1)
        assert "runs already with its data in" in sentence
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=HANG_SECONDS) == 0
    assert processes_of(tmp_path) == []
    assert is_free(web)
    assert is_free(sandbox)
    password = [line for line in said.splitlines() if "password" in line]
    with group(tmp_path, web, sandbox) as (_, again):
        assert [line for line in again.splitlines() if "password" in line] == password


def test_what_ends_by_itself_starts_again(tmp_path: Path) -> None:
    """As after a full disk; each is killed with its children, and found by what it says."""
    with group(tmp_path, free_port(), free_port()) as (process, _):
        assert process.stdout is not None
        for pid in children_of(process.pid):
            os.killpg(pid, signal.SIGKILL)
        said = ""
        while not all(again in said for again in ("web     | ", "celery@", "sandbox | Ready: ")):
            said += process.stdout.readline()
        names = re.findall(r"^The (\w+) ended with code -9; it starts again in 1 s\.$", said, re.MULTILINE)
        assert sorted(names) == ["clock", "sandbox", "watcher", "web", "worker"]


@pytest.mark.parametrize("name", ["PORT", "SANDBOX_PORT"])
def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path, name: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports = {"PORT": free_port(), "SANDBOX_PORT": free_port()} | {name: int(taken.getsockname()[1])}
        code, said = refused(tmp_path, ports["PORT"], ports["SANDBOX_PORT"])
    assert code == 1
    assert said == f"Port {ports[name]} is not free (Address already in use); set {name} to another one.\n"
    assert processes_of(tmp_path) == []


def test_a_port_that_is_no_number(tmp_path: Path) -> None:
    assert refused(tmp_path, 0, free_port()) == (1, "PORT must be a number from 1 to 65535, and it is '0'.\n")
