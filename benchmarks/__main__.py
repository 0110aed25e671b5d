"""Runs the measures, all or those that are named: ``python -m benchmarks [list_page start …]``.

With ``--beside COMMIT`` the build of that commit and this one are measured in turns, by the measures of pairs.

Each prints ``BENCH <name> <value> <limit> pass|FALLS-SHORT``. Ratios are taken within one run on one machine,
since figures of different runs and machines say nothing about each other.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import requests

from benchmarks import load
from benchmarks.builds import checked_out
from benchmarks.ground import Ground
from benchmarks.measure import Measure
from hwmeeting.errors import HwMeetingError
from scripts.servers import CannotStart

_MEASURES = (
    "list_page",
    "search_page",
    "api_list",
    "client_auth",
    "booking",
    "series",
    "recurrence",
    "first_token",
    "start",
    "run_group",
    "sandbox",
    "client",
    "history_sync",
    "insights",
    "history_pages",
    "watching",
    "live_page",
    "live_viewers",
)
# One that takes hours runs only where it is named.
_ON_REQUEST = ("history_proof",)
_OF_PAIRS = ("queries", "booking", "series", "lists", "pages", "measures")
_WITH_LOAD = {"list_page", "api_list", "insights", "live_page", "live_viewers", "lists", "pages", "measures"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[*_MEASURES, *_ON_REQUEST, *_OF_PAIRS, []], help="which; all of them without"
    )
    parser.add_argument("--beside", metavar="COMMIT", help="the build to which this one is compared")
    options = parser.parse_args()
    if not options.names or _WITH_LOAD & set(options.names):
        load.generator()  # before the minutes that the others take
    try:
        return _print(_of_pairs(options.beside, options.names) if options.beside else _alone(options.names))
    except (requests.RequestException, HwMeetingError, subprocess.TimeoutExpired) as error:
        sys.exit(f"The measure ends, because a server of it did not answer: {error}")
    except (CannotStart, subprocess.CalledProcessError) as error:
        sys.exit(f"The measure ends, because a program of it failed: {error}")


def _print(measures: Iterator[Measure]) -> int:
    found = []
    for measure in measures:
        print(measure.line(), flush=True)
        found.append(measure)
    return 0 if all(measure.holds for measure in found) else 1


def _alone(names: list[str]) -> Iterator[Measure]:
    for name in names or _MEASURES:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder, Ground(Path(folder)) as ground:
            yield from import_module(f"benchmarks.{name}").measures(ground)


def _of_pairs(commit: str, names: list[str]) -> Iterator[Measure]:
    with checked_out(commit) as root:
        for name in names or _OF_PAIRS:
            module = import_module(f"benchmarks.pairs.{name}")
            with (
                tempfile.TemporaryDirectory(prefix="bench-") as folder,
                Ground(Path(folder)) as ground,
                ground.beside(root) as before,
            ):
                yield from module.measures(ground, before)


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    sys.exit(main())
