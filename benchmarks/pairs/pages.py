"""The other pages that people open all day, in both builds: none gets slower."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks import load
from benchmarks.ground import Ground
from benchmarks.load import Target
from benchmarks.measure import Measure
from benchmarks.pairs.booking import cookie_of

_PROGRAM = Path(__file__).resolve().parent.parent / "in_build" / "addresses.py"
_PAGES = ("home", "meeting", "form", "link")
_MEETINGS = 1000


def measures(ground: Ground, before: Ground) -> Iterator[Measure]:
    """Yield the time of each page over that of the build before."""
    load.generator()  # before minutes of seeding
    targets = []
    for name, build in (("now", ground), ("before", before)):
        build.as_in_production()
        build.migrate()
        cookie = cookie_of(build, _MEETINGS)
        addresses = build.python(str(_PROGRAM), PYTHONPATH=".").split()
        portal = build.serve("portal.wsgi:application", "/healthz")
        headers = {"Cookie": f"sessionid={cookie}", "X-Forwarded-Proto": "https"}
        for page, address in zip(_PAGES, addresses, strict=True):
            used = partial(build.cpu_seconds, portal)
            targets.append(Target(f"{name} {page}", portal + address, "</main>", 1, headers, used))
    rates = load.rates(targets, seconds=5)
    for page in _PAGES:
        yield Measure(f"{page}_over_before", rates[f"before {page}"] / rates[f"now {page}"], 1.03, "x")
