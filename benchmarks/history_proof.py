"""Reading 200,000 sessions from a service with faults, killed at random moments: the rows are those of the service.

Takes the better part of an hour, so that it runs only where it is named.
"""

import os
from collections.abc import Iterator

import requests

from benchmarks.ground import Ground
from benchmarks.measure import Measure

_SESSIONS, _MINUTES = "200000", "75"
# One call in twenty goes wrong.
_FAULTS = (
    {"match": "GET *", "kind": "status", "status": 503, "rate": 0.02},
    {"match": "GET *", "kind": "not_json", "rate": 0.02},
    {"match": "GET *", "kind": "answer_lost", "rate": 0.01},
)


def measures(ground: Ground) -> Iterator[Measure]:
    """Yield how many rows differ from the service's, and how many a second reading has written."""
    sessions = os.environ.get("PROOF_SESSIONS", _SESSIONS)
    url = ground.sandbox("--seed", "large", "--history", sessions, folder="proof")
    ground.migrate()
    for fault in _FAULTS:
        requests.post(f"{url}/_sandbox/faults", json=fault, timeout=10).raise_for_status()
    stored = ground.folder / "proof" / "sandbox.sqlite3"
    minutes = os.environ.get("PROOF_MINUTES", _MINUTES)
    printed = ground.python("-m", "benchmarks.history_lives", str(stored), minutes, LOG_LEVEL="CRITICAL")
    figures = dict(line.split() for line in printed.splitlines())
    yield Measure("history_kills_survived", float(figures["kills"]), 20, "", is_floor=True)
    yield Measure("history_rows_unlike_the_services_after_kills", float(figures["differences"]), 0, "")
    yield Measure("history_rows_written_by_a_second_reading", float(figures["written_again"]), 0, "")
