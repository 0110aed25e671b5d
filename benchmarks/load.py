"""Alternating load on several addresses, so that their rates may be put side by side.

Each round visits every target once, in an order that turns by one, and only when the machine has come to
rest: what a slow target still has queued when the load ends is worked off at the next one's cost.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import requests

from scripts import apt

_CONNECTIONS = 8
# Set where the machine has other work to do that can't wait: time of processors is measured then.
MEASURE_ANYWAY = "BENCH_ANYWAY"


@dataclass(frozen=True, slots=True)
class Target:
    """``row`` is a pattern of which the answer must hold ``rows`` different texts: a wrong page may be fast."""

    name: str
    url: str
    row: str
    rows: int
    headers: dict[str, str] = field(default_factory=dict)
    # What its server has used of the processors so far.
    cpu_seconds: Callable[[], float] = field(default=float)


def rates(targets: list[Target], *, rounds: int = 3, seconds: int = 8) -> dict[str, float]:
    """Return answers per second by target, the median of the rounds; beside other work, per second of processor."""
    wrk = generator()
    for target in targets:
        _check(target)
        _settle()
        _run(wrk, target, 3)
    found: dict[str, list[float]] = {target.name: [] for target in targets}
    for turn in range(rounds):
        first = turn % len(targets)
        for target in targets[first:] + targets[:first]:
            _settle()
            found[target.name].append(_run(wrk, target, seconds))
            print(f"round {turn + 1} {target.name}: {found[target.name][-1]:.1f}/s", file=sys.stderr, flush=True)
    return {name: statistics.median(values) for name, values in found.items()}


def generator() -> str:
    """Return the path of the load generator, installed where it may be; else end the run with a sentence."""
    if not shutil.which("wrk"):
        apt.install(["wrk"])
    if not (found := shutil.which("wrk")):
        sys.exit("The load generator wrk is missing, so nothing was measured: sudo apt-get install --yes wrk")
    return found


def _check(target: Target) -> None:
    answer = requests.get(target.url, headers=target.headers, timeout=30, allow_redirects=False)
    found = len(set(re.findall(target.row, answer.text)))
    if answer.status_code != 200 or found != target.rows:
        sys.exit(f"{target.name}: {answer.status_code} with {found} rows of {target.rows}")


def _run(wrk: str, target: Target, seconds: int) -> float:
    words = [wrk, "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s"]
    for name, value in target.headers.items():
        words += ["-H", f"{name}: {value}"]
    began = target.cpu_seconds()
    text = subprocess.run([*words, target.url], capture_output=True, text=True, check=True).stdout
    if re.search(r"Non-2xx or 3xx responses: [1-9]", text):
        sys.exit(f"{target.name}: answers other than 200\n{text}")
    if MEASURE_ANYWAY in os.environ and (used := target.cpu_seconds() - began) > 0:
        answers = re.search(r"(\d+) requests in", text)
        assert answers is not None
        return int(answers[1]) / used
    found = re.search(r"Requests/sec:\s+([\d.]+)", text)
    assert found is not None
    return float(found[1])


def _busy() -> tuple[int, int]:
    ticks = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)


def _settle(limit: float = 60.0) -> None:
    if MEASURE_ANYWAY in os.environ:
        return
    end = time.monotonic() + limit
    while time.monotonic() < end:
        used, total = _busy()
        time.sleep(0.5)
        now_used, now_total = _busy()
        if now_used - used < 0.1 * (now_total - total):
            return
    sys.exit(
        "The machine does not come to rest; nothing can be measured beside other work."
        f" With {MEASURE_ANYWAY}=1 the time of the processors is measured."
    )
