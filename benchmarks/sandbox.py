"""The sandbox: meetings created a second, and the last page of a long history against its first."""

import base64
import hashlib
import hmac
import secrets
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import requests

from benchmarks import cpu
from benchmarks.ground import APP_ID, Ground
from benchmarks.measure import Measure
from benchmarks.pairs import Act, medians

_CONFERENCES = "/v1/mmc/management/conferences"
_CALLERS, _SECONDS = 8, 5.0
_HISTORY, _LIMIT, _ROUNDS = 200_000, 100, 30
# What a person holds among few meetings fills such a page, too.
_FEW, _ROWS, _TURNS = 1_000, 10, 100
_SEARCHES = (("word", "周会"), ("name", "陈静"), ("word of none", "nothing"))


def measures(ground: Ground) -> Iterator[Measure]:
    yield Measure("sandbox_creates", _creates(ground), 300, "/s", is_floor=True)
    many = ground.sandbox("--seed", "large", "--history", str(_HISTORY), folder="large")
    yield Measure("history_last_page_over_first", _pages(ground, many), 1.3, "x")
    used: dict[str, Callable[[], float]] = {"many": partial(cpu.of_process, ground.programs[-1].pid)}
    few = ground.sandbox("--seed", "large", "--history", str(_FEW), folder="few")
    used["few"] = partial(cpu.of_process, ground.programs[-1].pid)
    yield from _found(ground, {"few": few, "many": many}, used)


def _creates(ground: Ground) -> float:
    url = ground.sandbox()
    start = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    body = {"subject": "Roadmap", "mediaTypes": "HDVideo", "startTime": start, "length": 60}
    until = time.monotonic() + _SECONDS

    def create(number: int) -> int:
        done = 0
        with _signed_in(url, ground.app_key, f"user-{number}") as session:
            while time.monotonic() < until:
                session.post(url + _CONFERENCES, json=body, timeout=10).raise_for_status()
                done += 1
        return done

    with ThreadPoolExecutor(_CALLERS) as threads:
        return sum(threads.map(create, range(_CALLERS))) / _SECONDS


def _pages(ground: Ground, url: str) -> float:
    """Alternately, so that whatever slows the machine down slows both down."""
    query: dict[str, str | int] = {"queryAll": "true", "startDate": 0, "endDate": 2 * 10**12, "limit": _LIMIT}
    took: dict[str, list[float]] = {"first": [], "last": []}
    with _signed_in(url, ground.app_key, "") as session:
        count = session.get(f"{url}{_CONFERENCES}/history", params=query, timeout=60).json()["count"]
        offsets = {"first": 0, "last": count - _LIMIT}
        for _ in range(_ROUNDS):
            for name, offset in offsets.items():
                began = time.perf_counter()
                page = session.get(f"{url}{_CONFERENCES}/history", params=query | {"offset": offset}, timeout=60)
                took[name].append(time.perf_counter() - began)
                assert len(page.json()["data"]) == _LIMIT
    return statistics.median(took["last"]) / statistics.median(took["first"])


def _found(ground: Ground, urls: dict[str, str], used: dict[str, Callable[[], float]]) -> Iterator[Measure]:
    """What one person held, and several searches, in turns among few and among many; pages have equally many rows."""
    acts: dict[str, Act] = {}
    for name, url in urls.items():
        owner, chen = (_signed_in(url, ground.app_key, user_id) for user_id in ("", "chen"))
        of_all = partial(_search, owner, url, queryAll="true")
        number = of_all()["data"][0]["conferenceID"]
        acts[f"own {name}"] = Act(partial(_search, chen, url), used[name])
        for kind, search in (*_SEARCHES, ("part of a number", number[3:5]), ("number", number)):
            acts[f"{kind} {name}"] = Act(partial(of_all, searchKey=search), used[name])
    took = medians(acts, rounds=_TURNS)
    ratios = {name[:-4]: took[f"{name[:-4]} many"] / took[name] for name in took if name.endswith(" few")}
    yield Measure("sandbox_own_history_at_200000_over_1000", ratios.pop("own"), 1.5, "x")
    yield Measure("sandbox_slowest_search_at_200000_over_1000", max(ratios.values()), 1.5, "x")


def _search(session: requests.Session, url: str, **more: str) -> Any:
    query: dict[str, str | int] = {"startDate": 0, "endDate": 2 * 10**12, "limit": _ROWS, **more}
    answer = session.get(f"{url}{_CONFERENCES}/history", params=query, timeout=60)
    answer.raise_for_status()
    return answer.json()


def _signed_in(url: str, app_key: str, user_id: str) -> requests.Session:
    """A session with the token of that user; "" is the owner of the enterprise."""
    sign_nonce, expires = secrets.token_hex(16), int(time.time()) + 600
    message = f"{APP_ID}:{user_id}:{expires}:{sign_nonce}"
    signed = hmac.new(app_key.encode(), message.encode(), hashlib.sha256).hexdigest()
    access = base64.b64encode(APP_ID.encode()).decode()
    body = {"appId": APP_ID, "clientType": 72, "expireTime": expires, "nonce": sign_nonce, "userId": user_id}
    session = requests.Session()
    session.trust_env = False
    answer = session.post(
        f"{url}/v2/usg/acs/auth/appauth",
        json=body,
        headers={"Authorization": f"HMAC-SHA256 signature={signed},access={access}"},
        timeout=10,
    )
    answer.raise_for_status()
    session.headers["X-Access-Token"] = answer.json()["accessToken"]
    return session
