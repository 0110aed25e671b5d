"""What was held, found by its words and by whose it is."""

import random
import sqlite3
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from sandbox.demo.seed import ENTERPRISE, Seed
from sandbox.service import Service
from sandbox.state import ended_index, users
from sandbox.state.database import Database
from sandbox.state.ended_index import Asked
from tests.sandbox.program import APP_ID

_NO_END = 10**11
Row = tuple[str, int, str, str, str]


def _rows(db: sqlite3.Connection) -> list[Row]:
    found = db.execute(
        "SELECT conf_uuid, started_at, conference_id, json_extract(meeting, '$.scheduler_uuid'),"
        " json_extract(meeting, '$.fields.subject') FROM sessions ORDER BY started_at, conf_uuid"
    )
    return [tuple(row) for row in found]


def _fits(asked: Asked, row: Row) -> bool:
    _, started_at, number, scheduler, subject = row
    is_theirs = asked.schedulers is None or scheduler in asked.schedulers or number in asked.numbers
    says = asked.search.lower() in subject.lower() or asked.search in number or scheduler in asked.named
    return asked.since <= started_at <= asked.until and is_theirs and (not asked.search or says)


def test_pages_are_those_of_a_look_at_each_row(planted: sqlite3.Connection) -> None:
    rows, chance = _rows(planted), random.Random(3)
    starts = [start for _, start, *_ in rows]
    _, _, number, someone, subject = rows[7]
    whose = [(None, ()), ([someone], ()), ([], (number, rows[9][2])), ([someone], (rows[9][2], "unknown"))]
    said = ["", "周会", "1", "12", number[2:6], number, f"{number}1", subject.upper(), "none"]
    spans = [(0, _NO_END), (starts[40], starts[200]), (starts[40], starts[40]), (5, 4)]
    for (schedulers, numbers), search, (since, until) in product(whose, said, spans):
        named = [someone] if search == "周会" else []
        asked = Asked(since, until, schedulers, numbers, search, named)
        expected = [row[0] for row in rows if _fits(asked, row)]
        offset, limit = chance.choice([0, 1, len(expected), 9]), chance.choice([1, 7, 1000])
        for is_ascending in (True, False):
            ordered = expected if is_ascending else expected[::-1]
            page, count = ended_index.find_page(
                planted, ENTERPRISE, asked, is_ascending=is_ascending, offset=offset, limit=limit
            )
            assert ([uuid for uuid, _ in page], count) == (ordered[offset : offset + limit], len(expected)), asked


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    database = Database(tmp_path / "sandbox.sqlite3")
    service = Service(database, Seed("large", APP_ID, "k" * 64, history=20), "http://127.0.0.1:1")
    service.begin()
    yield service
    database.close()


def _count(service: Service) -> int:
    db = service.database.connection
    asked = Asked(0, _NO_END, search="周会")
    return ended_index.find_page(db, ENTERPRISE, asked, is_ascending=True, offset=0, limit=0)[1]


def test_a_reset_and_a_snapshot_are_followed(service: Service) -> None:
    """What is kept in memory is of the rows that are there now, also where they are as many as before."""
    before = _count(service)
    assert before > 0
    service.database.keep_snapshot()
    with service.database.transaction():
        service.database.delete_everything()
    assert _count(service) == 0
    service.database.restore_snapshot()
    assert _count(service) == before
    service.reset()
    assert _count(service) == before
    assert users.list_named(service.database.connection, ENTERPRISE, "陈")
