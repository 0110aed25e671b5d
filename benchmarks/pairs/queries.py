"""Statements that home, list, a meeting's page and a booking take, in both builds."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.ground import Ground
from benchmarks.measure import Measure
from benchmarks.pairs import tell

_PROGRAM = Path(__file__).resolve().parent.parent / "in_build" / "queries.py"
_FEWER, _OF_A_BOOKING = 2, 14


def measures(ground: Ground, before: Ground) -> Iterator[Measure]:
    """Yield the statements of each page, which are to be two fewer than before, and those of a booking."""
    ground.sandbox()
    now, then = (_counts(one, ground) for one in (ground, before))
    tell(f"before: {then}; now: {now}")
    for page in ("home", "list", "meeting"):
        yield Measure(f"queries_of_{page}", now[page], then[page] - _FEWER, "")
    yield Measure("queries_of_a_booking", now["booking"], _OF_A_BOOKING, "")


def _counts(build: Ground, owner: Ground) -> dict[str, int]:
    """Return what the build's own tree counts, at the vendor of ``owner``."""
    build.env |= {"SANDBOX_URL": owner.env["SANDBOX_URL"], "SANDBOX_APP_KEY": owner.app_key}
    build.migrate()
    found: dict[str, int] = json.loads(build.python(str(_PROGRAM), ALLOWED_HOSTS="testserver", PYTHONPATH="."))
    return found
