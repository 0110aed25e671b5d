"""The history in pages."""

import random
import sqlite3
from itertools import product
from pathlib import Path

from sandbox.demo.seed import ENTERPRISE, Seed
from sandbox.service import Service
from sandbox.state import history
from sandbox.state.database import Database
from tests.sandbox.program import APP_ID

_DAY = 24 * 3600


_NO_END = 10**11


def test_pages_are_those_of_a_plain_sort(planted: sqlite3.Connection) -> None:
    """Spans cut days; offsets are on the edge of days and beyond the end."""
    rows = [tuple(row) for row in planted.execute("SELECT started_at, conf_uuid FROM sessions")]
    assert len(rows) > 300, "one meeting can be held twice"
    starts = sorted(start for start, _ in rows)
    chance = random.Random(1)
    bounds = [0, *chance.sample(starts, 6), starts[0] // _DAY * _DAY, starts[-1], _NO_END]
    for since, until in product(bounds, bounds):
        expected = sorted(row for row in rows if since <= row[0] <= until)
        for is_ascending in (True, False):
            ordered = expected if is_ascending else expected[::-1]
            for offset in {0, 1, len(expected) // 2, max(0, len(expected) - 1), len(expected), len(expected) + 9}:
                span = history.Span(ENTERPRISE, since, until)
                page, count = history.find_page(planted, span, is_ascending=is_ascending, offset=offset, limit=7)
                assert count == len(expected)
                assert [conf_uuid for conf_uuid, _ in page] == [one for _, one in ordered[offset : offset + 7]]


def test_what_ended_before_days_were_counted(tmp_path: Path) -> None:
    database = Database(tmp_path / "sandbox.sqlite3")
    Service(database, Seed("large", APP_ID, "k" * 64, history=20), "http://127.0.0.1:1").begin()
    counted = history.count_ended(database.connection)
    database.connection.execute("DROP TABLE ended_days")
    database.close()
    database = Database(tmp_path / "sandbox.sqlite3")
    assert history.count_ended(database.connection) == counted >= 20
    database.close()
