"""A sandbox begins with its seed, and goes back to it."""

from pathlib import Path

import pytest

from sandbox.contract.assumptions import Assumptions
from sandbox.demo.seed import ENTERPRISE, Seed
from sandbox.service import Service
from sandbox.state import applications, users
from sandbox.state.database import Database
from sandbox.state.faults import Fault
from tests.sandbox.program import APP_ID


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "sandbox.sqlite3")


def _start(database: Database, app_key: str = "k" * 64) -> Service:
    service = Service(database, Seed("none", APP_ID, app_key), "http://127.0.0.1:1", Assumptions())
    service.begin()
    return service


def test_begin_plants_once(database: Database) -> None:
    _start(database)
    users.register(database.connection, corp_id=ENTERPRISE, third_account="chen")
    _start(database)
    found = [user.third_account for user in users.list_users(database.connection, ENTERPRISE)]
    assert sorted(found) == ["", "administrator", "chen"]


def test_begin_lets_in_by_the_key_of_this_start(database: Database) -> None:
    for key in ("k" * 64, "n" * 64):
        _start(database, key)
        application = applications.find(database.connection, APP_ID)
        assert application is not None
        assert application.app_key == key


def test_reset_forgets_everything_but_the_seed(database: Database) -> None:
    service = _start(database)
    users.register(database.connection, corp_id=ENTERPRISE, third_account="chen")
    service.faults.add(Fault("answer_lost"))
    service.assumptions.set({"series_edit": "keeps"})
    service.refusals.add(method="GET", path="/", caller="", code="MMC.111070005")
    service.reset()
    assert service.faults.active() == []
    assert service.assumptions.value("series_edit") == "renews"
    assert service.refusals.newest_first() == []
    assert len(users.list_all_users(database.connection)) == 2
