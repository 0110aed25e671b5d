"""A migrated database of an earlier run, so that a run begins in a second instead of migrating for twelve.

It is kept under what stands in all migrations, ours and those of others: one that is changed or new is migrated from
nothing. Django runs ``migrate`` on it as on any other, so whatever it lacked would be migrated then. A whole portal
that a test starts begins with it too, and runs ``migrate`` as it always would; that this leads there from nothing is
held by tests/scripts/test_run.py on files and by tests/journeys/test_installation.py on PostgreSQL.
"""

import hashlib
import os
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection

from scripts.servers import Servers, postgres_programs
from tests import storage

_FOLDER = Path(settings.BASE_DIR) / ".pytest_cache" / "migrated"


def load() -> None:
    """Make the database of this test process out of the kept one, if there is one."""
    creation: Any = connection.creation  # the stubs don't know the name of a database for tests
    path, name = kept(), creation._get_test_db_name()
    if not path.exists():
        return
    if connection.vendor == "sqlite":
        Path(name).write_bytes(path.read_bytes())
        return
    servers = Servers(os.environ["TESTS_DATABASE_URL"], os.environ["TESTS_REDIS_URL"])
    _fill(servers.make_database(name), path)


def of_a_portal(folder: Path) -> dict[str, str]:
    """``storage.of_a_portal`` of one with its files in ``folder``, whose database is the kept one, if there is one."""
    own, path = storage.of_a_portal(), kept()
    if not path.exists():
        return own
    if own:
        _fill(own["DATABASE_URL"], path)
    else:
        (folder / "portal.sqlite3").write_bytes(path.read_bytes())
    return own


def _fill(url: str, path: Path) -> None:
    with psycopg.connect(url) as database:
        database.execute(path.read_bytes())


def keep() -> None:
    """Keep the database of this test process, in which no test has written yet, for later runs."""
    path, name = kept(), connection.settings_dict["NAME"]
    if path.exists() or not can_dump():
        return
    for other in _FOLDER.glob(f"*{path.suffix}"):
        if other != path:  # which another process may have made by now
            other.unlink(missing_ok=True)
    _FOLDER.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")  # another process of this run may be at it too
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(name)) as database:
            database.execute("VACUUM INTO ?", [str(new)])
    else:
        new.write_text(_dump(name))
    new.replace(path)


def kept() -> Path:
    """Return where the database with the migrations of now is kept."""
    version = "" if connection.vendor == "sqlite" else postgres_programs()
    found = hashlib.sha256(f"{django.__version__} {version}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        for source in sorted(Path(app.path).glob("migrations/*.py")):
            found.update(f"\0{app.name} {source.name}\0".encode() + source.read_bytes())
    return _FOLDER / f"{found.hexdigest()[:32]}.{connection.vendor}"


def can_dump() -> bool:
    """Return whether there is the program that this takes."""
    return connection.vendor == "sqlite" or (postgres_programs() / "pg_dump").exists()


def _dump(name: str) -> str:
    """Return the statements that make the database of that name, without what only psql understands."""
    servers = Servers(os.environ["TESTS_DATABASE_URL"], os.environ["TESTS_REDIS_URL"])
    words = ["--inserts", "--no-owner", "--no-privileges", f"--dbname={servers.database_url(name)}"]
    dumped = subprocess.run([postgres_programs() / "pg_dump", *words], capture_output=True, text=True, check=True)
    return re.sub(r"^\\.*$", "", dumped.stdout, flags=re.MULTILINE)
