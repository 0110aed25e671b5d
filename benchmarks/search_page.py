"""A search over the list of 50, both for somebody with 1,000 and with 1,000,000 meetings."""

from collections.abc import Iterator
from functools import partial

import requests

from benchmarks.ground import Ground
from benchmarks.measure import Measure
from benchmarks.pairs import Act, medians, tell
from benchmarks.pairs.multiply import multiply

_SIZES, _ROUNDS = (1_000, 1_000_000), 40
# What is looked for, and how many rows a page then has: all meetings have the first word, and none the second.
_LISTS = {"list": ("meetings/", 50), "common": ("search/?q=review&show=coming", 50), "absent": ("search/?q=zebra", 0)}


def measures(ground: Ground) -> Iterator[Measure]:
    """Yield what a search takes over what the list takes, and what a million costs."""
    ground.as_in_production()
    acts: dict[str, Act] = {}
    for size in _SIZES:
        acts |= _portal(ground, size)
    took = medians(acts, rounds=_ROUNDS)
    small, large = _SIZES
    for word in ("common", "absent"):
        for size in _SIZES:
            ratio = took[f"{word} {size}"] / took[f"list {size}"]
            yield Measure(f"search_for_{word}_word_over_list_at_{size}", ratio, 2, "x")
        ratio = took[f"{word} {large}"] / took[f"{word} {small}"]
        yield Measure(f"search_for_{word}_word_at_a_million_over_a_thousand", ratio, 1.2, "x")


def _portal(ground: Ground, size: int) -> dict[str, Act]:
    """Return what reads each page of a portal in which one person has so many coming meetings."""
    tell(f"{size} meetings")
    ground.env["DATABASE_URL"] = ground.servers.make_database(f"search_{size}")
    ground.migrate()
    cookie = ground.python("-m", "benchmarks.seeding", "1").strip()
    multiply(ground.env["DATABASE_URL"], size)
    url = ground.serve("portal.wsgi:application", "/healthz")
    used = partial(ground.cpu_seconds, url)
    return {
        f"{name} {size}": Act(partial(_read, f"{url}/{path}", cookie, rows), used)
        for name, (path, rows) in _LISTS.items()
    }


def _read(address: str, cookie: str, rows: int) -> None:
    with requests.Session() as session:
        session.trust_env = False
        page = session.get(address, headers={"Cookie": f"sessionid={cookie}"}, timeout=60)
    found = page.text.count('class="mp-list-title"')
    if page.status_code != 200 or found != rows:
        raise SystemExit(f"{address}: {page.status_code} with {found} rows of {rows}")
