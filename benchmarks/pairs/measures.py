"""The measures that each build has in its own tree, run there in turns: none gets worse by more than 3 %."""

import re
import statistics
import subprocess
from collections import defaultdict
from collections.abc import Iterator

from benchmarks.ground import Ground, own_environment
from benchmarks.measure import Measure
from benchmarks.pairs import tell

_NAMES = ("series", "first_token", "sandbox", "client")
_TURNS = 3
_LINE = re.compile(r"^BENCH (?P<name>\S+) (?P<value>[\d.e+-]+)\S* (?P<sign><=|>=)", re.M)


def measures(ground: Ground, before: Ground) -> Iterator[Measure]:
    """Yield each figure over that of the build before; the other way round where more is better."""
    found: dict[str, dict[str, list[float]]] = {"now": defaultdict(list), "before": defaultdict(list)}
    floors = set()
    for turn in range(_TURNS):
        pairs = [("now", ground), ("before", before)]
        for name, build in pairs[:: 1 if turn % 2 else -1]:
            for line in _LINE.finditer(_printed(build)):
                found[name][line["name"]].append(float(line["value"]))
                floors |= {line["name"]} if line["sign"] == ">=" else set()
    for measure in sorted(found["now"].keys() & found["before"].keys()):
        now, then = (statistics.median(found[name][measure]) for name in ("now", "before"))
        tell(f"{measure}: before {then:.4g}, now {now:.4g}")
        yield Measure(f"{measure}_over_before", then / now if measure in floors else now / then, 1.03, "x")


def _printed(build: Ground) -> str:
    """Run the build's own harness; a figure that falls short there ends nothing here."""
    words = [str(build.root / ".venv" / "bin" / "python"), "-m", "benchmarks", *_NAMES]
    done = subprocess.run(
        words, cwd=build.root, env=own_environment(), check=False, stdout=subprocess.PIPE, text=True, timeout=900
    )
    return done.stdout
