"""A measure whose servers start slowly, or not at all, ends with a sentence and leaves nothing running."""

import re
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
import requests

from benchmarks import __main__ as bench
from benchmarks import ground as grounds
from benchmarks.ground import Ground
from benchmarks.start import wait_until_ready
from hwmeeting.errors import NoAnswer
from scripts.servers import CannotStart

_STUBBORN = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('Ready: here', flush=True); signal.pause()"
)


@contextmanager
def no_servers(*, durable: bool) -> Iterator[SimpleNamespace]:
    yield SimpleNamespace(make_database=str, redis_at=str)


def failing_servers(*, durable: bool) -> None:
    raise CannotStart("A server did not start; its log says: no")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Ground], object]], str]:
    """Runs one measure that does this, and returns the sentence with which the run ends."""
    for name in ("_WAIT_SECONDS", "_ANSWER_SECONDS", "_END_SECONDS"):
        monkeypatch.setattr(grounds, name, 0.2)
    monkeypatch.setattr(grounds, "running", no_servers)
    monkeypatch.setattr(sys, "argv", ["benchmarks", "client"])

    def end_of(act: Callable[[Ground], object]) -> str:
        def measures(ground: Ground) -> Iterator[object]:
            yield act(ground)

        monkeypatch.setattr(bench, "import_module", lambda _: SimpleNamespace(measures=measures))
        with pytest.raises(SystemExit) as end:
            bench.main()
        return str(end.value)

    return end_of


def silent(_: Ground) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        grounds._wait_for(f"http://127.0.0.1:{listening.getsockname()[1]}/")


def late(_: Ground) -> None:
    raise requests.ReadTimeout("Read timed out.")


def unanswered(_: Ground) -> None:
    raise NoAnswer(code="READ_TIMEOUT")


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (silent, r"http://127\.0\.0\.1:\d+/ does not answer after 0 seconds\."),
        (late, r"The measure ends, because a server of it did not answer: Read timed out\."),
        (unanswered, r"The measure ends, because a server of it did not answer: .*READ_TIMEOUT"),
        (
            lambda ground: ground.python("-c", "raise SystemExit(3)"),
            r"because a program of it failed: .* exit status 3",
        ),
        (lambda ground: ground._said(["-c", "raise SystemExit(3)"]), r"ended with code 3 before it was ready\."),
    ],
)
def test_a_slow_start_is_one_sentence(
    run: Callable[[Callable[[Ground], object]], str], act: Callable[[Ground], object], sentence: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ground, "_python", sys.executable)
        said = run(act)
    assert "\n" not in said
    assert re.search(sentence, said)


def test_servers_that_cannot_start_are_one_sentence(
    run: Callable[[Callable[[Ground], object]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grounds, "running", failing_servers)
    assert run(silent) == "The measure ends, because a program of it failed: A server did not start; its log says: no"


def test_a_program_that_does_not_end_is_killed(
    run: Callable[[Callable[[Ground], object]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ground, "_python", sys.executable)
    found = []

    def act(ground: Ground) -> None:
        ground._said(["-c", _STUBBORN])
        found.extend(ground.programs)
        sys.exit("Enough.")

    assert run(act) == "Enough."
    assert found[0].wait(timeout=10) == -9


def test_make_run_that_ends_early_is_told_with_its_last_lines() -> None:
    wait_until_ready(iter(["Installing\n", "Ready: http://127.0.0.1:8000\n", "more\n"]))
    with pytest.raises(SystemExit, match="make run ended before it was ready:\nPort 8000 is not free\n"):
        wait_until_ready(iter(["Port 8000 is not free\n"]))
