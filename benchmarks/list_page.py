"""The list of 50 meetings against a bare Django view, on the same server and database."""

from collections.abc import Iterator

from benchmarks import load
from benchmarks.ground import Ground
from benchmarks.load import Target
from benchmarks.measure import Measure

_MEETINGS, _ROWS = 1000, 50
# The title of a meeting as both seedings write it.
ROW = r"Weekly review \d+"


def measures(ground: Ground) -> Iterator[Measure]:
    """Percent of the bare view's answers per second."""
    ground.as_in_production()
    ground.migrate()
    cookie = ground.python("-m", "benchmarks.seeding", str(_MEETINGS)).strip()
    bare = ground.servers.make_database("bare")
    ground.python("-m", "benchmarks.bare", str(_MEETINGS), BARE_DATABASE_URL=bare)
    reference = ground.serve("benchmarks.bare:application", "/page", BARE_DATABASE_URL=bare)
    portal = ground.serve("portal.wsgi:application", "/healthz")
    targets = [
        Target("bare", f"{reference}/page", ROW, _ROWS),
        Target("list", f"{portal}/meetings/", ROW, _ROWS, {"Cookie": f"sessionid={cookie}"}),
    ]
    rates = load.rates(targets)
    yield Measure("list_of_50_of_a_bare_view", 100 * rates["list"] / rates["bare"], 40, "%", is_floor=True)
