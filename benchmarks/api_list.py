"""The API's list of 50 meetings against a bare Django view that returns the like as JSON, for few and many."""

from collections.abc import Iterator
from functools import partial

from benchmarks import load
from benchmarks.ground import Ground
from benchmarks.list_page import ROW
from benchmarks.load import Target
from benchmarks.measure import Measure
from benchmarks.pairs.multiply import multiply

_SIZES, _ROWS = (1_000, 1_000_000), 50
# What La Suite Meet's list of rooms reaches of a bare view at 1,000 rooms, each row of which is one of ours.
_PEERS_PERCENT = 1.1


def measures(ground: Ground) -> Iterator[Measure]:
    """Yield percents of the bare view's answers per second, and how often that is what a peer reaches."""
    ground.as_in_production()
    targets = [target for size in _SIZES for target in (_bare(ground, size), _list(ground, size))]
    rates = load.rates(targets)
    for size in _SIZES:
        percent = 100 * rates[f"list {size}"] / rates[f"bare {size}"]
        yield Measure(f"api_list_of_50_of_a_bare_view_at_{size}", percent, 30, "%", is_floor=True)
        yield Measure(f"api_list_of_50_over_a_peer_at_{size}", percent / _PEERS_PERCENT, 20, "x", is_floor=True)


def _bare(ground: Ground, size: int) -> Target:
    url = ground.servers.make_database(f"bare_{size}")
    ground.python("-m", "benchmarks.bare", str(size), BARE_DATABASE_URL=url)
    served = ground.serve("benchmarks.bare:application", "/rows.json", BARE_DATABASE_URL=url)
    return Target(f"bare {size}", f"{served}/rows.json", ROW, _ROWS, cpu_seconds=partial(ground.cpu_seconds, served))


def _list(ground: Ground, size: int) -> Target:
    """A database of its own with so many meetings of one person, and a portal on it."""
    ground.env["DATABASE_URL"] = ground.servers.make_database(f"portal_{size}")
    ground.migrate()
    ground.python("-m", "benchmarks.seeding", "1")
    token = ground.python("-m", "benchmarks.api_token").strip()
    multiply(ground.env["DATABASE_URL"], size)
    portal = ground.serve("portal.wsgi:application", "/healthz")
    headers = {"Authorization": f"Bearer {token}"}
    used = partial(ground.cpu_seconds, portal)
    return Target(f"list {size}", f"{portal}/api/v1/meetings/?limit=50", ROW, _ROWS, headers, used)
