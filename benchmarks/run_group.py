"""How soon `make run` is ready the second time and how much memory its group takes, beside an earlier build.

``BESIDE`` names that build's commit. Both run in turns, each three times, and the medians are compared. Memory is
the proportional set size (PSS) of all processes: a page that several of them share counts once.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median

from benchmarks.builds import checked_out
from benchmarks.ground import Ground
from benchmarks.measure import Measure
from benchmarks.start import running_group

_BEFORE = "4c93086"
_TURNS = 3
# After this the worker has had its first sweeps.
_SETTLE_SECONDS = 5.0


def measures(_: Ground) -> Iterator[Measure]:
    """Both ratios, today's build to the one before."""
    with checked_out("HEAD") as now, checked_out(os.environ.get("BESIDE") or _BEFORE) as before:
        yield from _compare({"now": now, "before": before})


def _compare(builds: dict[str, Path]) -> Iterator[Measure]:
    seconds: dict[str, list[float]] = {name: [] for name in builds}
    kilobytes: dict[str, list[float]] = {name: [] for name in builds}
    for turn in range(_TURNS + 1):  # the first time is another matter: benchmarks/start.py
        for name, root in builds.items():
            with running_group(root) as (process, took):
                time.sleep(_SETTLE_SECONDS)
                if turn:
                    seconds[name].append(took)
                    kilobytes[name].append(sum(map(_proportional_set_size, _descendants(process))))
    yield Measure("make_run_again_to_before", _ratio(seconds), 0.5, "x")
    yield Measure("memory_of_the_group_to_before", _ratio(kilobytes), 0.75, "x")


def _ratio(found: dict[str, list[float]]) -> float:
    return median(found["now"]) / median(found["before"])


def _descendants(process: int) -> set[int]:
    """``process`` and all that it has started, and those in turn."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    found = {process}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _proportional_set_size(process: int) -> int:
    """In kilobytes; nothing of one that has ended meanwhile."""
    with suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0
