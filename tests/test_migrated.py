"""The database that a run begins with has every migration, and is another one as soon as one of them is."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import migrated


@pytest.mark.django_db
def test_a_run_begins_with_every_migration_and_keeps_them() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert migrated.kept().exists() == migrated.can_dump()


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
