"""Applications and their keys as rows."""

import sqlite3

from sandbox.state import applications, users
from sandbox.state.applications import FORMER_KEY_SECONDS, PROVIDER, SINGLE

_NOW = 1_800_000_000


def _plant(db: sqlite3.Connection, app_key: str) -> None:
    applications.plant(db, app_id="a", app_key=app_key, name="Portal", kind=SINGLE, corp_id="c", now=_NOW)


def test_plant_keeps_what_became_of_a_known_one(db: sqlite3.Connection) -> None:
    _plant(db, "k1")
    changed = applications.change(db, "a", name="Intranet", description="", status=applications.STOPPED, now=_NOW)
    _plant(db, "k1")
    assert applications.find(db, "a") == changed
    _plant(db, "k2")
    found = applications.find(db, "a")
    assert found is not None
    assert (found.app_key, found.name, found.status) == ("k2", "Portal", applications.NORMAL)


def test_reset_key_keeps_the_former_for_an_hour(db: sqlite3.Connection) -> None:
    _plant(db, "k1")
    renewed = applications.reset_key(db, "a", now=_NOW)
    assert renewed.keys(now=_NOW + FORMER_KEY_SECONDS - 1) == [renewed.app_key, "k1"]
    assert renewed.keys(now=_NOW + FORMER_KEY_SECONDS) == [renewed.app_key]


def test_a_deleted_one_is_gone_and_stays_so(db: sqlite3.Connection) -> None:
    _plant(db, "k1")
    applications.delete(db, "a")
    _plant(db, "k1")
    assert applications.find(db, "a") is None
    assert applications.list_applications(db, "c") == []


def test_serves_its_own_enterprise_and_those_of_a_provider(db: sqlite3.Connection) -> None:
    _plant(db, "k1")
    applications.plant(db, app_id="sp", app_key="k", name="Provider", kind=PROVIDER, corp_id="p", now=_NOW)
    users.add_enterprise(db, corp_id="d", name="D", sp_app_id="sp")
    served = [applications.serves(db, app_id=app, corp_id=corp) for app in ("a", "sp") for corp in ("c", "d")]
    assert served == [True, False, False, True]
    assert applications.list_provider_enterprises(db, "p") == {"d"}


def test_the_list_has_the_newest_last(db: sqlite3.Connection) -> None:
    made = [applications.add(db, corp_id="c", name=name, description="", now=_NOW) for name in ("x", "y")]
    assert applications.list_applications(db, "c") == made
