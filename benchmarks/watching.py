"""What one watcher takes to follow 200 running meetings with 20 people each, with 50 events a second in all."""

import time
from collections.abc import Iterator
from pathlib import Path

import requests

from benchmarks import cpu
from benchmarks.ground import Ground
from benchmarks.measure import Measure
from sandbox.stand_in_client import crowd

_MEETINGS, _PEOPLE = 200, 20
# Everybody comes within the first fifth; then they act, until the last fifth.
_SECONDS, _BEGINS, _ENDS = 400.0, 110.0, 170.0


def measures(ground: Ground) -> Iterator[Measure]:
    """Yield its share of a processor, its memory, and what it has followed meanwhile."""
    vendor = ground.sandbox()
    ground.migrate()
    conference_ids = ground.python("-m", "benchmarks.watching_meetings", str(_MEETINGS)).split()
    watcher = ground.start("manage.py", "watch")
    started = time.monotonic()
    for number, conference_id in enumerate(conference_ids):
        body = {"meeting": conference_id, "people": _PEOPLE, "minutes": _SECONDS / 60, "seed": number}
        requests.post(f"{vendor}/_sandbox/crowd", json=body, timeout=30).raise_for_status()
    time.sleep(max(started + _BEGINS - time.monotonic(), 0))
    used, began = cpu.of_process(watcher.pid), time.monotonic()
    time.sleep(_ENDS - _BEGINS)
    share = (cpu.of_process(watcher.pid) - used) / (time.monotonic() - began)
    followed = ground.python("-m", "benchmarks.watching_meetings", "0")
    yield Measure("watcher_share_of_a_processor", 100 * share, 25, "%")
    yield Measure("watcher_memory", _megabytes(watcher.pid), 120, " MB")
    yield Measure("watcher_events_followed_a_second", _events_a_second(), 50, "/s", is_floor=True)
    yield Measure("watcher_meetings_followed", int(followed), _MEETINGS, "", is_floor=True)


def _events_a_second() -> float:
    """Return what the crowds did in the time that was measured."""
    steps = [step for seed in range(_MEETINGS) for step in crowd.plan(_PEOPLE, _SECONDS, seed=seed)]
    return sum(_BEGINS <= step.at < _ENDS for step in steps) / (_ENDS - _BEGINS)


def _megabytes(process: int) -> float:
    """Return the memory that the process alone and its part of what it shares take (PSS)."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("Linux tells it.")
