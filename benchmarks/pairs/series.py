"""A series of 50 occurrences for 50 colleagues beside one for two of them, in both builds."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks import booking
from benchmarks.ground import Ground
from benchmarks.measure import Measure
from benchmarks.pairs import Act, medians
from benchmarks.pairs.booking import cookie_of, served_at_vendor

_PROGRAM = Path(__file__).resolve().parent.parent / "in_build" / "colleagues.py"
_RULE = {"repeats": "day", "interval": "1", "ends": "count", "count": "50"}
_MANY, _TIMES = 50, 15


def measures(ground: Ground, before: Ground) -> Iterator[Measure]:
    """Yield how much longer the large one takes, and both beside the build before."""
    ground.sandbox()
    acts: dict[str, Act] = {}
    for name, build in (("now", ground), ("before", before)):
        portal, cookie = served_at_vendor(build, ground), cookie_of(build)
        addresses = json.loads(build.python(str(_PROGRAM), str(_MANY), PYTHONPATH="."))
        for count in (2, _MANY):
            form = _RULE | {"invitees": "\n".join(addresses[:count])}
            act = booking.in_browser(portal, cookie, **form)
            acts[f"{name} {count}"] = Act(act, partial(build.cpu_seconds, portal))
    found = medians(acts, rounds=_TIMES, warm=2)
    yield Measure("series_for_50_colleagues_over_2", found[f"now {_MANY}"] / found["now 2"], 1.5, "x")
    for count in (2, _MANY):
        ratio = found[f"now {count}"] / found[f"before {count}"]
        yield Measure(f"series_for_{count}_colleagues_over_before", ratio, 1.03, "x")
