"""200 threads in four processes use one person's token for the first time: how often do they log in?"""

import subprocess
import sys
from collections.abc import Iterator

import requests

from benchmarks.ground import Ground
from benchmarks.measure import Measure

_PROCESSES, _THREADS = 4, 50


def measures(ground: Ground) -> Iterator[Measure]:
    """The logins that the sandbox has seen."""
    vendor = ground.sandbox()
    # PostgreSQL lets in a hundred.
    ground.env["DATABASE_POOL_SIZE"] = "20"
    ground.migrate()
    ground.python("-m", "benchmarks.seeding", "0")
    words = [sys.executable, "-m", "benchmarks.asking", str(_THREADS)]
    askers = [subprocess.Popen(words, env=ground.env, stdin=subprocess.PIPE, text=True) for _ in range(_PROCESSES)]
    for asker in askers:
        assert asker.stdin is not None
        asker.stdin.close()  # ready, go
    failed = [asker.args for asker in askers if asker.wait(timeout=120)]
    assert not failed, "some threads got no answer"
    ledger = requests.get(f"{vendor}/_sandbox/ledger", timeout=10).json()
    logins = sum(row["path"].endswith("/auth/appauth") and row["status"] == 200 for row in ledger)
    yield Measure("logins_of_200_threads_in_4_processes", logins, 1, "")
