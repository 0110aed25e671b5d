"""Reading a history of 100,000 sessions over bare requests with one bulk_create; what a row costs among a million."""

from collections.abc import Iterator

from benchmarks.ground import Ground
from benchmarks.measure import Measure

_SESSIONS = 100_000
_EMPTY, _FULL = 10_000, 1_000_000


def measures(ground: Ground) -> Iterator[Measure]:
    """Yield ratios of the time, and the memory of the process that reads."""
    ground.sandbox("--seed", "large", "--history", str(_SESSIONS), folder="large")
    ground.migrate()
    figures = dict(line.split() for line in ground.python("-m", "benchmarks.history_reading").splitlines() if line)
    yield Measure("history_sync_over_bare_requests_and_bulk_create", float(figures["over_bare"]), 1.15, "x")
    yield Measure("history_sync_memory", float(figures["megabytes"]), 200, " MB")
    rows = ground.python("-m", "benchmarks.history_rows", str(_EMPTY), str(_FULL))
    yield Measure("history_sync_row_at_a_million_over_ten_thousand", float(rows), 1.2, "x")
