"""The vendor client: what a call costs over a bare ``requests`` session, against a server with one canned answer."""

import json
import statistics
import time
from collections.abc import Iterator

import requests

from benchmarks.ground import Ground
from benchmarks.measure import Measure
from hwmeeting import Client

_DETAIL = "/v1/mmc/management/conferences/confDetail"
_ROUNDS, _CALLS = 15, 100


class _OneToken:
    def token(self) -> str:
        return "t" * 40

    def renewed(self, stale: str) -> str:
        return self.token()


def measures(ground: Ground) -> Iterator[Measure]:
    url = ground.canned()
    client, session = Client(base_url=url, token_source=_OneToken()), requests.Session()
    session.trust_env = False  # reading the environment at each call would be the slowest part of it
    query, headers = {"conferenceID": "981924330", "offset": "0", "limit": "500"}, {"X-Access-Token": "t" * 40}

    def bare() -> None:
        answer = session.get(url + _DETAIL, params=query, headers=headers, timeout=(3, 10))
        json.loads(answer.content)

    def ours() -> None:
        client.meetings.detail("981924330")

    bare_times: list[float] = []
    our_times: list[float] = []
    for _ in range(_ROUNDS):  # alternately, so that whatever slows the machine down slows both down
        for call, times in ((bare, bare_times), (ours, our_times)):
            for _ in range(_CALLS):
                began = time.perf_counter()
                call()
                times.append(time.perf_counter() - began)
    yield Measure("client_over_requests", statistics.median(our_times) / statistics.median(bare_times), 1.25, "x")
