"""Departments are a tree."""

import sqlite3

import pytest

from sandbox.state import departments, users
from sandbox.state.departments import ROOT, Departments


@pytest.fixture
def tree(db: sqlite3.Connection) -> Departments:
    users.add_enterprise(db, corp_id="c", name="Qingshan")
    departments.add(db, corp_id="c", code="10", name="Research", parent_code=ROOT)
    departments.add(db, corp_id="c", code="11", name="Platform", parent_code="10")
    departments.add(db, corp_id="d", code="20", name="Elsewhere", parent_code=ROOT)
    return Departments(db, "c")


def test_path_begins_at_the_root(tree: Departments) -> None:
    assert [tree.path(code) for code in ("11", "10", ROOT)] == [
        "Qingshan/Research/Platform",
        "Qingshan/Research",
        "Qingshan",
    ]


@pytest.mark.parametrize("code", ["", "99", "20"])
def test_whoever_is_nowhere_is_at_the_root(tree: Departments, code: str) -> None:
    assert (tree.code(code), tree.name(code)) == (ROOT, "Qingshan")


def test_contains_with_and_without_those_below(tree: Departments) -> None:
    assert [tree.contains("10", "11", below=below) for below in (True, False)] == [True, False]
    assert tree.contains("11", "11", below=False)
    assert not tree.contains("11", "10", below=True)
