"""The page of numbers for a year, at 1,000,000 sessions over that at 1,000."""

from collections.abc import Iterator
from functools import partial

from benchmarks import load
from benchmarks.ground import Ground
from benchmarks.load import Target
from benchmarks.measure import Measure

_FEW, _MANY = 1_000, 1_000_000
# A host's row: a page that lacks them had less to do.
_ROW, _ROWS = r"Host \d{3}", 5


def measures(ground: Ground) -> Iterator[Measure]:
    """Yield how much longer the larger one takes."""
    ground.as_in_production()
    rates = load.rates([_page(ground, count) for count in (_FEW, _MANY)])
    yield Measure("insights_of_a_year_at_a_million_over_a_thousand", rates[str(_FEW)] / rates[str(_MANY)], 1.3, "x")


def _page(ground: Ground, count: int) -> Target:
    """A database of its own with so many sessions, and a portal on it."""
    ground.env["DATABASE_URL"] = ground.servers.make_database(f"insights_{count}")
    ground.migrate()
    cookie = ground.python("-m", "benchmarks.insights_rows", str(count)).split()[-1]
    portal = ground.serve("portal.wsgi:application", "/healthz")
    headers = {"Cookie": f"sessionid={cookie}"}
    used = partial(ground.cpu_seconds, portal)
    return Target(str(count), f"{portal}/insights/?days=365", _ROW, _ROWS, headers, used)
