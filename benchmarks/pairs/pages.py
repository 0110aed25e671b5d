"""The other pages that people open all day, in both builds: none gets slower.

One request to each in turns: what else the machine does for a moment meets both alike.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import requests

from benchmarks.ground import Ground
from benchmarks.measure import Measure
from benchmarks.pairs import Act, medians
from benchmarks.pairs.booking import cookie_of

_PROGRAM = Path(__file__).resolve().parent.parent / "in_build" / "addresses.py"
_PAGES = ("home", "meeting", "form", "link")
_MEETINGS, _TIMES = 1000, 200


def measures(ground: Ground, before: Ground) -> Iterator[Measure]:
    """Yield the time of each page over that of the build before."""
    acts = {}
    for name, build in (("now", ground), ("before", before)):
        build.as_in_production()
        build.migrate()
        cookie = cookie_of(build, _MEETINGS)
        addresses = build.python(str(_PROGRAM), PYTHONPATH=".").split()
        portal = build.serve("portal.wsgi:application", "/healthz")
        headers = {"Cookie": f"sessionid={cookie}", "X-Forwarded-Proto": "https"}
        for page, address in zip(_PAGES, addresses, strict=True):
            used = partial(build.cpu_seconds, portal)
            acts[f"{page} {name}"] = Act(partial(_open, portal + address, headers), used)
    for page in _PAGES:
        found = medians({name: acts[f"{page} {name}"] for name in ("now", "before")}, rounds=_TIMES, warm=20)
        yield Measure(f"{page}_over_before", found["now"] / found["before"], 1.03, "x")


def _open(address: str, headers: dict[str, str]) -> None:
    answer = requests.get(address, headers=headers, timeout=30, allow_redirects=False)
    assert answer.status_code == 200, address
    assert "</main>" in answer.text, address
