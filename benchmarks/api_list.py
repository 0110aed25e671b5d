"""The API's list of 50 meetings against a bare Django view that returns the like as JSON."""

from collections.abc import Iterator
from functools import partial

from benchmarks import load
from benchmarks.ground import Ground
from benchmarks.list_page import ROW
from benchmarks.load import Target
from benchmarks.measure import Measure

_MEETINGS, _ROWS = 1000, 50


def measures(ground: Ground) -> Iterator[Measure]:
    """Percent of the bare view's answers per second."""
    ground.as_in_production()
    ground.migrate()
    ground.python("-m", "benchmarks.seeding", str(_MEETINGS))
    token = ground.python("-m", "benchmarks.api_token").strip()
    bare = ground.servers.make_database("bare")
    ground.python("-m", "benchmarks.bare", str(_MEETINGS), BARE_DATABASE_URL=bare)
    reference = ground.serve("benchmarks.bare:application", "/rows.json", BARE_DATABASE_URL=bare)
    portal = ground.serve("portal.wsgi:application", "/healthz")
    headers = {"Authorization": f"Bearer {token}"}
    targets = [
        Target("bare", f"{reference}/rows.json", ROW, _ROWS, cpu_seconds=partial(ground.cpu_seconds, reference)),
        Target(
            "list",
            f"{portal}/api/v1/meetings/?limit=50",
            ROW,
            _ROWS,
            headers,
            cpu_seconds=partial(ground.cpu_seconds, portal),
        ),
    ]
    rates = load.rates(targets)
    yield Measure("api_list_of_50_of_a_bare_view", 100 * rates["list"] / rates["bare"], 30, "%", is_floor=True)
