"""Enterprises and their users as rows."""

import sqlite3

from sandbox.state import rooms, users


def test_register_gives_an_account_and_a_personal_number(db: sqlite3.Connection) -> None:
    chen = users.register(db, corp_id="c", third_account="chen")
    assert chen.account.startswith("Auto-")
    assert (chen.name, chen.is_enterprise_administrator, chen.is_sp_administrator) == ("chen", False, False)
    assert list(rooms.personal_numbers(db, "c")) == [chen.uuid]


def test_users_are_found_by_each_of_their_names(db: sqlite3.Connection) -> None:
    chen = users.register(db, corp_id="c", third_account="chen", account="chen@qingshan")
    assert users.find(db, chen.uuid) == chen
    assert users.find_by_third_account(db, corp_id="c", third_account="chen") == chen
    assert users.find_by_third_account(db, corp_id="d", third_account="chen") is None
    assert users.find_by_account(db, "chen@qingshan") == chen
    assert users.find_by_account(db, "chen") is None
    assert [users.find_by_any_account(db, name) for name in ("chen", "chen@qingshan", "li")] == [chen, chen, None]


def test_write_profile_keeps_what_is_left_out(db: sqlite3.Connection) -> None:
    chen = users.register(db, corp_id="c", third_account="chen", name="陈静")
    users.write_profile(db, chen, {"name": "", "email": "chen@qingshan.example"})
    found = users.find(db, chen.uuid)
    assert found is not None
    assert (found.name, found.email) == ("陈静", "chen@qingshan.example")
    assert users.is_taken(db, column="email", value=found.email, by_other_than=None, corp_id="c")
    assert not users.is_taken(db, column="email", value=found.email, by_other_than=chen, corp_id="c")
    assert not users.is_taken(db, column="email", value=found.email, by_other_than=None, corp_id="d")


def test_an_enterprise_belongs_to_its_provider(db: sqlite3.Connection) -> None:
    users.add_enterprise(db, corp_id="c", name="Qingshan", sp_app_id="sp")
    assert users.has_enterprise(db, corp_id="c", sp_app_id="sp")
    assert not users.has_enterprise(db, corp_id="c", sp_app_id="other")
    assert [users.enterprise_name(db, corp_id) for corp_id in ("c", "d")] == ["Qingshan", ""]
