"""What a series of 50 costs: calls of the meeting service to book it, and queries of its pages."""

import json
from collections.abc import Iterator

from benchmarks.ground import Ground
from benchmarks.measure import Measure


def measures(ground: Ground) -> Iterator[Measure]:
    """Calls for the booking, and the largest ratio of a page's queries to those for a series of 2."""
    ground.sandbox()
    ground.migrate()
    two, fifty = json.loads(ground.python("-m", "benchmarks.series_counts", ALLOWED_HOSTS="testserver"))
    yield Measure("vendor_calls_to_book_a_series_of_50", fifty["calls"], 1, "")
    ratio = max(fifty["queries"][page] / queries for page, queries in two["queries"].items())
    yield Measure("queries_of_a_series_of_50_over_one_of_2", ratio, 1, "x")
