"""How long `make run` takes from a fresh clone, and the second time.

What the package managers have in their caches already isn't downloaded again: that is "beside downloads".
"""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.ground import Ground
from benchmarks.measure import Measure
from scripts.servers import free_port

_SHOWN_LINES = 20


def measures(ground: Ground) -> Iterator[Measure]:
    """Seconds until "Ready"."""
    clone = ground.folder / "a clone"
    subprocess.run(["git", "clone", "--quiet", Path.cwd(), clone], check=True)
    yield Measure("make_run_of_a_fresh_clone", _seconds_to_ready(clone), 60, "s")
    yield Measure("make_run_the_second_time", _seconds_to_ready(clone), 10, "s")


def _seconds_to_ready(clone: Path) -> float:
    with running_group(clone) as (_, seconds):
        return seconds


@contextmanager
def running_group(root: Path) -> Iterator[tuple[int, float]]:
    """Run `make run` in ``root``: the process that leads the group, and the seconds until it was ready."""
    own = {"PORT": str(free_port()), "SANDBOX_PORT": str(free_port())}
    started = time.monotonic()
    with subprocess.Popen(
        ["make", "run"],
        cwd=root,
        env=_plain() | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as program:
        assert program.stdout is not None
        wait_until_ready(program.stdout)
        try:
            yield program.pid, time.monotonic() - started
        finally:
            if program.poll() is None:
                os.killpg(program.pid, signal.SIGTERM)
            program.stdout.read()


def wait_until_ready(printed: Iterable[str]) -> None:
    """Wait until `make run` answers; where it ends before, end the run with what it has said last."""
    said: deque[str] = deque(maxlen=_SHOWN_LINES)
    for line in printed:
        if line.startswith("Ready: http"):
            return
        said.append(line)
    sys.exit(f"make run ended before it was ready:\n{''.join(said)}")


def _plain() -> dict[str, str]:
    """Without what this run of `make bench` has set for itself."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "DATA_DIR"))}
