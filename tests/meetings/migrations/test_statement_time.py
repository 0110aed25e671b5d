"""Migrations that go through whole tables may take longer than a page."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor

from meetings.migrations import _statement_time

LONG = ["0005_keep_an_agenda", "0006_name_kinds_and_checks"]


@pytest.mark.parametrize("name", LONG)
def test_long_migrations_take_time_first_in_both_directions(name: str) -> None:
    operations = import_module(f"meetings.migrations.{name}").Migration.operations
    first, last = operations[0], operations[-1]
    assert isinstance(first, RunPython)
    assert isinstance(last, RunPython)
    assert first.code is last.reverse_code is _statement_time.take_time


@pytest.mark.django_db(transaction=True)
def test_take_time_lasts_for_the_transaction() -> None:
    if connection.vendor != "postgresql":
        with connection.schema_editor() as editor:
            _statement_time.take_time(None, editor)
        return
    with connection.schema_editor() as editor:
        _statement_time.take_time(None, editor)
        assert _timeout() == "0"
    assert _timeout() != "0"


def _timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return str(cursor.fetchone()[0])


def test_the_helper_is_no_migration() -> None:
    names = {name for app, name in MigrationExecutor(None).loader.disk_migrations if app == "meetings"}
    assert set(LONG) <= names
    assert "_statement_time" not in names
