"""Measures of two builds in turns. ``measures(ground, before)`` yields ratios of this build to the one before.

Each build runs its own programs from its own tree, on the same database server, vendor and machine.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks import load


def tell(sentence: str) -> None:
    """Say beside the figures what they come from."""
    print(f"  {sentence}", file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done again and again, and what its server has used of the processors so far."""

    do: Callable[[], object]
    cpu_seconds: Callable[[], float] = float


def medians(acts: Mapping[str, Act], *, rounds: int, warm: int = 3) -> dict[str, float]:
    """Return the median milliseconds of each act, all done in turns, in an order that turns by one.

    Beside other work it is the mean of what the portal's own processes used; of the bare vendor call that is nothing.
    """
    for _ in range(warm):
        for act in acts.values():
            act.do()
    names = list(acts)
    took: dict[str, list[float]] = {name: [] for name in names}
    used = dict.fromkeys(names, 0.0)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            used[name] -= acts[name].cpu_seconds()
            began = time.perf_counter()
            acts[name].do()
            took[name].append(1000 * (time.perf_counter() - began))
            used[name] += acts[name].cpu_seconds()
    found = {name: statistics.median(times) for name, times in took.items()}
    if load.MEASURE_ANYWAY in os.environ:
        found = {name: 1000 * seconds / rounds for name, seconds in used.items()}
    tell(", ".join(f"{name} {value:.1f} ms" for name, value in found.items()))
    return found
