"""Runs the measures, all or those that are named: ``python -m benchmarks [list_page start …]``.

Each prints ``BENCH <name> <value> <limit> pass|FALLS-SHORT``. Ratios are taken within one run on one machine,
since figures of different runs and machines say nothing about each other.
"""

import argparse
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from benchmarks.ground import Ground
from benchmarks.measure import Measure

_MEASURES = ("list_page", "booking", "series", "first_token", "start", "sandbox", "client")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*_MEASURES, []], help="which; all of them without")
    names = parser.parse_args().names or _MEASURES
    found: list[Measure] = []
    for name in names:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder, Ground(Path(folder)) as ground:
            for measure in import_module(f"benchmarks.{name}").measures(ground):
                print(measure.line(), flush=True)
                found.append(measure)
    return 0 if all(measure.holds for measure in found) else 1


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    sys.exit(main())
