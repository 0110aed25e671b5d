"""Reading 200,000 sessions from a service with faults, killed at random moments: the rows are those of the service.

Takes hours where the attendance of all of them is read, so that it runs only where it is named.
"""

import os
from collections.abc import Iterator

import requests

from benchmarks.ground import Ground
from benchmarks.measure import Measure

# Sessions, of how many of them the attendance is read, and minutes until the run is given up: each can be said in the
# environment, as PROOF_SESSIONS and so on.
_ASKED = {"SESSIONS": "200000", "ATTENDANCE": "200000", "MINUTES": "120"}
# One call in twenty goes wrong.
_FAULTS = (
    {"match": "GET *", "kind": "status", "status": 503, "rate": 0.02},
    {"match": "GET *", "kind": "not_json", "rate": 0.02},
    {"match": "GET *", "kind": "answer_lost", "rate": 0.01},
)


def measures(ground: Ground) -> Iterator[Measure]:
    """Yield how many rows differ from the service's, and how many a second reading has written."""
    asked = {name: os.environ.get(f"PROOF_{name}", usual) for name, usual in _ASKED.items()}
    url = ground.sandbox("--seed", "large", "--history", asked["SESSIONS"], folder="proof")
    ground.migrate()
    for fault in _FAULTS:
        requests.post(f"{url}/_sandbox/faults", json=fault, timeout=10).raise_for_status()
    stored = ground.folder / "proof" / "sandbox.sqlite3"
    words = (str(stored), asked["ATTENDANCE"], asked["MINUTES"])
    printed = ground.python("-m", "benchmarks.history_lives", *words, LOG_LEVEL="CRITICAL")
    figures = dict(line.split() for line in printed.splitlines())
    yield Measure("history_kills_survived", float(figures["kills"]), 20, "", is_floor=True)
    yield Measure("history_rows_unlike_the_services_after_kills", float(figures["differences"]), 0, "")
    yield Measure("history_rows_written_by_a_second_reading", float(figures["written_again"]), 0, "")
