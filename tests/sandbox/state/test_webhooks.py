"""Webhooks as rows: one for each owner."""

import sqlite3

from sandbox.state import webhooks


def test_a_new_one_takes_the_place_of_the_first_and_is_off(db: sqlite3.Connection) -> None:
    found = []
    for url in ("https://a.example", "https://b.example"):
        webhooks.write(db, owner_id="c", subscriber_id="s", subscriber_key="k", url=url)
        one = webhooks.find_by_owner(db, "c")
        assert one is not None
        webhooks.switch(db, one.id, status=webhooks.ON)
        found.append(one)
    assert [(one.url, one.status) for one in found] == [("https://a.example", 1), ("https://b.example", 1)]
    assert found[0].id != found[1].id
    webhooks.delete(db, found[1].id)
    assert webhooks.find_by_owner(db, "c") is None


def test_the_key_is_not_in_its_repr(db: sqlite3.Connection) -> None:
    webhooks.write(db, owner_id="c", subscriber_id="s", subscriber_key="hidden", url="https://a.example")
    assert "hidden" not in repr(webhooks.find_by_owner(db, "c"))
