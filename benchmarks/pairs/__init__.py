"""Measures of two builds in turns. ``measures(ground, before)`` yields ratios of this build to the one before.

Each build runs its own programs from its own tree, on the same database server, vendor and machine.
"""

import statistics
import sys
import time
from collections.abc import Callable, Mapping


def tell(sentence: str) -> None:
    """Say beside the figures what they come from."""
    print(f"  {sentence}", file=sys.stderr, flush=True)


def medians(acts: Mapping[str, Callable[[], object]], *, rounds: int, warm: int = 3) -> dict[str, float]:
    """Return the median milliseconds of each act, all done in turns, in an order that turns by one."""
    for _ in range(warm):
        for act in acts.values():
            act()
    names = list(acts)
    took: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            began = time.perf_counter()
            acts[name]()
            took[name].append(1000 * (time.perf_counter() - began))
    found = {name: statistics.median(times) for name, times in took.items()}
    tell(", ".join(f"{name} {value:.1f} ms" for name, value in found.items()))
    return found
