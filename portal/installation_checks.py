"""Checks of an installation: is there all that `make production` makes and that the database needs?"""

import filecmp
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from l10n.catalogues import compiled
from portal import servers

_TAG = "installation"
_BUILT = ("built/app.js", "built/look.css")
_BUILD = "`make production` builds them."
_COLLECT = "`make production` collects them, as `manage.py collectstatic --noinput` does alone."
_COMPILE = "`make production` compiles them, as `python -m scripts.messages compile` does alone."


def missing_files() -> list[checks.CheckMessage]:
    """Return an error for each kind of file without which pages fail or are not translated."""
    found: list[checks.CheckMessage] = []
    unbuilt = [name for name in _BUILT if not (settings.BASE_DIR / "static" / name).is_file()]
    if unbuilt:
        found.append(_error(f"The page assets are not built: static/{unbuilt[0]} is missing.", _BUILD, "E007"))
    if uncollected := next(_uncollected(_BUILT), ""):
        sentence = f"The page assets are not collected: {uncollected} is missing in {settings.STATIC_ROOT}."
        found.append(_error(sentence, _COLLECT, "E008"))
    if uncompiled := [path for path in _catalogues() if not path.is_file()]:
        sentence = f"The translations are not compiled: {uncompiled[0].relative_to(settings.BASE_DIR)} is missing."
        found.append(_error(sentence, _COMPILE, "E009"))
    return found


@checks.register(_TAG, deploy=True)
def files_are_made(**_: object) -> list[checks.CheckMessage]:
    """Check that assets and catalogues are there, and are those of this version."""
    if found := missing_files():
        return found
    if name := next(_stale_assets(), ""):
        sentence = f"The page assets in {settings.STATIC_ROOT} are of another version: {name} differs."
        found.append(_error(sentence, _COLLECT, "E010"))
    if stale := [path for path in _catalogues() if path.read_bytes() != compiled(path.with_suffix(".po"))]:
        sentence = f"The translations are of another version: {stale[0].relative_to(settings.BASE_DIR)} differs."
        found.append(_error(sentence, _COMPILE, "E011"))
    return found


@checks.register(_TAG, deploy=True)
def database_is_prepared(**_: object) -> list[checks.CheckMessage]:
    """Check that the database has every table. One that is away is no fault of the installation, and told."""
    away = servers.failures()
    if "database" in away:
        return [checks.Info(f"{away['database']} So it could not be looked at.", id="portal.I001")]
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        sentence = f"The database lacks {len(plan)} migrations, the first of them {plan[0][0]}."
        return [_error(sentence, "`manage.py migrate` makes its tables.", "E012")]
    is_table = settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    if is_table and "cache" in away:
        return [checks.Error(away["cache"], id="portal.E013")]
    return [checks.Info(sentence, id="portal.I002") for sentence in away.values()]


def _error(sentence: str, hint: str, number: str) -> checks.Error:
    return checks.Error(sentence, hint=hint, id=f"portal.{number}")


def _catalogues() -> list[Path]:
    """Return where the compiled catalogue of each language belongs."""
    return [path.with_suffix(".mo") for path in sorted((settings.BASE_DIR / "locale").glob("*/LC_MESSAGES/*.po"))]


def _uncollected(names: Collection[str]) -> Iterator[str]:
    """Yield those of ``names`` that a page could not name, which none is with DEBUG: it serves them as they are."""
    storage: Any = staticfiles_storage
    if _has_manifest():
        hashed, _ = storage.load_manifest()
        yield from (name for name in names if name not in hashed or not storage.exists(hashed[name]))


def _has_manifest() -> bool:
    return isinstance(staticfiles_storage, ManifestFilesMixin)


def _stale_assets() -> Iterator[str]:
    """Yield the names of assets that STATIC_ROOT has not, or has of another version."""
    collected: Any = staticfiles_storage
    if not _has_manifest():
        return
    sources = {name: storage.path(name) for finder in finders.get_finders() for name, storage in finder.list([])}
    yield from _uncollected(sources)
    for name, source in sources.items():
        if not collected.exists(name) or not filecmp.cmp(source, collected.path(name), shallow=False):
            yield name
