"""A signature for a native SDK against a bare Django view that does one look-up and one INSERT."""

from collections.abc import Iterator
from functools import partial

import requests

from benchmarks.ground import Ground
from benchmarks.measure import Measure
from benchmarks.pairs import Act, medians

_TIMES = 400


def measures(ground: Ground) -> Iterator[Measure]:
    """Yield the bare view's time in percent of ours, one request to each in turns."""
    ground.as_in_production()
    ground.migrate()
    ground.python("-m", "benchmarks.seeding", "1")
    token = ground.python("-m", "benchmarks.api_token").strip()
    bare = ground.servers.make_database("bare")
    ground.python("-m", "benchmarks.bare", "1000", BARE_DATABASE_URL=bare)
    reference = ground.serve("benchmarks.bare:application", "/rows.json", BARE_DATABASE_URL=bare)
    portal = ground.serve("portal.wsgi:application", "/healthz")
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    acts = {
        "bare": Act(partial(_post, f"{reference}/create", "id", {}), partial(ground.cpu_seconds, reference)),
        "client_auth": Act(
            partial(_post, f"{portal}/api/v1/client-auth/", "signature", headers), partial(ground.cpu_seconds, portal)
        ),
    }
    found = medians(acts, rounds=_TIMES, warm=20)
    share = 100 * found["bare"] / found["client_auth"]
    yield Measure("client_auth_of_a_bare_look_up_and_insert", share, 50, "%", is_floor=True)


def _post(address: str, answered: str, headers: dict[str, str]) -> None:
    answer = requests.post(address, data="{}", headers=headers, timeout=30)
    assert answer.status_code == 200, answer.text
    assert answered in answer.json(), answer.text
