"""The list of 50 against a bare Django view at 1,000 and at 1,000,000 meetings, in both builds."""

from collections.abc import Iterator
from functools import partial

from benchmarks import load
from benchmarks.ground import Ground
from benchmarks.list_page import ROW
from benchmarks.load import Target
from benchmarks.measure import Measure
from benchmarks.pairs import tell
from benchmarks.pairs.booking import cookie_of
from benchmarks.pairs.multiply import multiply

_SIZES, _ROWS = (1_000, 1_000_000), 50


def measures(ground: Ground, before: Ground) -> Iterator[Measure]:
    """Yield percents of the bare view's answers per second, what a million costs, and the rates over before."""
    load.generator()  # before minutes of seeding
    targets = [_bare(ground, size) for size in _SIZES]
    for name, build in (("now", ground), ("before", before)):
        build.as_in_production()
        targets += [_list(name, build, size) for size in _SIZES]
    rates = load.rates(targets)
    percents = {name: 100 * rates[name] / rates[f"bare {name.split()[1]}"] for name in rates}
    tell(", ".join(f"{name} {percent:.1f} %" for name, percent in percents.items()))
    small, large = _SIZES
    for size in _SIZES:
        yield Measure(f"list_of_50_of_a_bare_view_at_{size}", percents[f"now {size}"], 50, "%", is_floor=True)
        ratio = rates[f"before {size}"] / rates[f"now {size}"]
        yield Measure(f"list_of_50_at_{size}_over_before", ratio, 1.03, "x")
    yield Measure("list_at_a_million_over_a_thousand", rates[f"now {small}"] / rates[f"now {large}"], 1.2, "x")


def _bare(ground: Ground, size: int) -> Target:
    url = ground.servers.make_database(f"bare_{size}")
    ground.python("-m", "benchmarks.bare", str(size), BARE_DATABASE_URL=url)
    served = ground.serve("benchmarks.bare:application", "/page", BARE_DATABASE_URL=url)
    return Target(f"bare {size}", f"{served}/page", ROW, _ROWS, cpu_seconds=partial(ground.cpu_seconds, served))


def _list(name: str, build: Ground, size: int) -> Target:
    """A database of its own with so many meetings of one person, and a portal on it."""
    tell(f"{name}: {size} meetings")
    build.env["DATABASE_URL"] = build.servers.make_database(f"{build.name}_{size}")
    build.migrate()
    cookie = cookie_of(build, 1)
    multiply(build.env["DATABASE_URL"], size)
    portal = build.serve("portal.wsgi:application", "/healthz")
    headers = {"Cookie": f"sessionid={cookie}"}
    used = partial(build.cpu_seconds, portal)
    return Target(f"{name} {size}", f"{portal}/meetings/", ROW, _ROWS, headers, used)
