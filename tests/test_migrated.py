"""The database that a run begins with has every migration, and is another one as soon as one of them is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tests import migrated


@pytest.mark.django_db
def test_a_run_begins_with_every_migration_and_keeps_them() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert migrated.kept().exists() == migrated.can_dump()


@pytest.mark.django_db
def test_a_portal_that_a_test_starts_begins_with_them(tmp_path: Path) -> None:
    own = migrated.of_a_portal(tmp_path)
    listed = "SELECT app, name FROM django_migrations ORDER BY app, name"
    if own:
        with psycopg.connect(own["DATABASE_URL"]) as there:
            found = there.execute(listed).fetchall()
    else:
        with closing(sqlite3.connect(tmp_path / "portal.sqlite3")) as there:
            found = there.execute(listed).fetchall()
    assert found == sorted(MigrationRecorder(connection).applied_migrations())


def test_a_changed_or_new_migration_is_migrated_from_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = apps.get_app_config("history")
    there = tmp_path / "migrations"
    there.mkdir()
    for path in Path(config.path).glob("migrations/*.py"):
        (there / path.name).write_bytes(path.read_bytes())
    same = migrated.kept()
    monkeypatch.setattr(config, "path", str(tmp_path))
    assert migrated.kept() == same
    (there / "0001_initial.py").write_bytes((there / "0001_initial.py").read_bytes() + b" ")
    changed = migrated.kept()
    (there / "0999_new.py").touch()
    assert len({same, changed, migrated.kept()}) == 3
