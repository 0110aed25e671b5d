"""The list of a year's past meetings at 1,000,000 sessions over that at 1,000, for a person and an administrator."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import requests

from benchmarks.ground import Ground
from benchmarks.measure import Measure
from benchmarks.pairs import Act, medians, tell

_SIZES, _ROUNDS, _ROWS = (1_000, 1_000_000), 60, 50
_READERS = {"own": "", "administrator": "everybody=1&"}


def measures(ground: Ground) -> Iterator[Measure]:
    """Yield two ratios: each reader's page at both sizes, in turns."""
    ground.as_in_production()
    acts: dict[str, Act] = {}
    for size in _SIZES:
        acts |= _portal(ground, size)
    took = medians(acts, rounds=_ROUNDS)
    small, large = _SIZES
    for reader in _READERS:
        ratio = took[f"{reader} {large}"] / took[f"{reader} {small}"]
        yield Measure(f"history_page_of_a_year_{reader}_at_a_million_over_a_thousand", ratio, 1.3, "x")


def _portal(ground: Ground, size: int) -> dict[str, Act]:
    """Return what reads the page of each reader of a portal that has so many sessions."""
    tell(f"{size} sessions")
    ground.env["DATABASE_URL"] = ground.servers.make_database(f"history_{size}")
    ground.migrate()
    cookies = ground.python("-m", "benchmarks.history_filling", str(size)).split()
    url = ground.serve("portal.wsgi:application", "/healthz")
    since = (datetime.now(UTC) - timedelta(days=364)).date()
    used = partial(ground.cpu_seconds, url)
    return {
        f"{reader} {size}": Act(partial(_read, f"{url}/meetings/past/?{query}since={since}", cookie), used)
        for (reader, query), cookie in zip(_READERS.items(), cookies, strict=True)
    }


def _read(address: str, cookie: str) -> None:
    with requests.Session() as session:
        session.trust_env = False
        page = session.get(address, headers={"Cookie": f"sessionid={cookie}"}, timeout=60)
    assert page.text.count('class="mp-list-title"') == _ROWS, page.status_code
