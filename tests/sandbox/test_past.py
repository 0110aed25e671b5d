"""The history in pages, and the one that a seed invents."""

import random
import sqlite3
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import requests

from sandbox import clock
from sandbox.demo.seed import ENTERPRISE, Seed
from sandbox.service import Service
from sandbox.state import history, meeting_lists, sessions, users
from sandbox.state.database import Database
from sandbox.state.meeting_lists import Scope
from tests.sandbox.conftest import Start
from tests.sandbox.program import APP_ID, Caller, Sandbox, utc

_DAY = 24 * 3600
_NO_END = 10**11


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The enterprise of the demo with 300 meetings."""
    database = Database(tmp_path_factory.mktemp("past") / "sandbox.sqlite3")
    Service(database, Seed("large", APP_ID, "k" * 64, history=300), "http://127.0.0.1:1").begin()
    yield database.connection
    database.close()


def test_pages_are_those_of_a_plain_sort(planted: sqlite3.Connection) -> None:
    """Spans that cut days, offsets on the edge of days and beyond the end."""
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


@pytest.mark.parametrize("is_ascending", [True, False])
def test_both_ways_to_a_page_find_the_same(planted: sqlite3.Connection, is_ascending: bool) -> None:
    """By days and, with a search, row by row."""
    chen = users.find_by_third_account(planted, corp_id=ENTERPRISE, third_account="chen")
    assert chen is not None
    (everything, count), (found, fewer) = (
        meeting_lists.list_ended(
            planted,
            Scope(chen, is_whole_enterprise=True),
            search=search,
            since=0,
            until=_NO_END,
            is_ascending=is_ascending,
            offset=0,
            limit=1000,
        )
        for search in ("", "周会")
    )
    assert (len(everything), len(found)) == (count, fewer)
    assert 0 < fewer < count
    assert found == [(conf_uuid, meeting) for conf_uuid, meeting in everything if "周会" in meeting.subject]


def test_what_ended_before_days_were_counted(tmp_path: Path) -> None:
    database = Database(tmp_path / "sandbox.sqlite3")
    Service(database, Seed("large", APP_ID, "k" * 64, history=20), "http://127.0.0.1:1").begin()
    counted = history.count_ended(database.connection)
    database.connection.execute("DROP TABLE ended_days")
    database.close()
    database = Database(tmp_path / "sandbox.sqlite3")
    assert history.count_ended(database.connection) == counted >= 20
    database.close()


def test_the_demo_has_an_enterprise_with_a_past(start: Start) -> None:
    program = start("--app-id", APP_ID)
    sandbox = Sandbox(program.url)
    owner = sandbox.caller("")
    state = sandbox.state()
    people = [one for one in state["users"] if one["corp_id"] == ENTERPRISE and one["third_account"]]
    assert len(people) == 61, "sixty and an administrator"
    page = owner.history(queryAll="true", limit=500, sortType="ASC_StartTIME")[1]
    assert page["count"] == len(state["history"]) > 2000
    assert utc(days=-190) < page["data"][0]["startTime"] < utc(days=-170)
    chen = sandbox.caller("chen")
    assert 0 < chen.history()[1]["count"] < page["count"]
    detail = chen.call("GET", "/v1/mmc/management/conferences/history/confDetail", params=_one(chen))
    assert (detail[0], detail[1]["conferenceData"]["scheduserName"]) == (200, "陈静")
    before = [(one["conferenceID"], one["confUUID"]) for one in page["data"]]
    sandbox.post("reset")
    again = sandbox.caller("").history(queryAll="true", limit=500, sortType="ASC_StartTIME")[1]
    assert [(one["conferenceID"], one["confUUID"]) for one in again["data"]] == before, "the same ones"


def _one(caller: Caller) -> dict[str, str]:
    return {"confUUID": caller.history()[1]["data"][0]["confUUID"]}


def test_a_snapshot_brings_everything_back(sandbox: Sandbox, chen: Caller) -> None:
    kept = chen.book(subject="kept")
    assert sandbox.post("snapshot") == (200, {"kept": True})
    before = (sandbox.state(), sandbox.ledger())
    for _ in range(2):
        chen.cancel(kept["conferenceID"])
        chen.book(subject="gone")
        sandbox.post("clock", {"forward_seconds": _DAY})
        assert requests.put(f"{sandbox.url}/_sandbox/snapshot", timeout=10).status_code == 200
        assert (sandbox.state(), sandbox.ledger()) == before
    assert chen.list()[1]["count"] == 1, "tokens as well"


def test_nothing_is_kept_at_first(start: Start) -> None:
    program = start("--seed", "none", "--app-id", APP_ID)
    assert requests.put(f"{program.url}/_sandbox/snapshot", timeout=10).status_code == 404


def test_what_is_past_makes_the_present_no_slower(planted: sqlite3.Connection, db: sqlite3.Connection) -> None:
    """Each call lets the time pass first. Counted in steps of SQLite's own machine, which no other load changes."""
    chen = users.find_by_third_account(planted, corp_id=ENTERPRISE, third_account="chen")
    assert chen is not None
    scope = Scope(chen)

    def steps(connection: sqlite3.Connection) -> int:
        taken: list[int] = []
        connection.set_progress_handler(lambda: taken.append(1), 1)
        sessions.advance(connection, now=clock.now())
        meeting_lists.list_running(connection, scope, search="")
        connection.set_progress_handler(None, 1)
        return len(taken)

    assert steps(planted) == steps(db)
