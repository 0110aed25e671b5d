"""The rules of who may import whom are executed: an import that points up fails `make check`."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

_ROOT = Path(settings.BASE_DIR)
_PACKAGES = (
    "portal",
    "control",
    "insights",
    "directory",
    "history",
    "meetings",
    "accounts",
    "notifications",
    "hwmeeting",
    "sandbox",
    "encryption",
    "rest",
    "ui",
    "l10n",
)
# Who must not import what: the importing module, and a module above it or beside it.
PLANTED = [
    ("l10n.zones", "ui.icons"),
    ("encryption.keys", "notifications.outbox"),
    ("ui.avatars", "accounts.models"),
    ("rest.cursor", "accounts.models"),
    ("meetings.api.views", "meetings.views.lookups"),
    ("meetings.api.requests", "meetings.writes.sending"),
    ("hwmeeting.client", "notifications.outbox"),
    ("hwmeeting.client", "django.utils.timezone"),
    ("hwmeeting.resources.meetings", "hwmeeting.client"),
    ("hwmeeting.sign_in.application", "hwmeeting.resources.tokens"),
    ("hwmeeting.http.endpoint", "hwmeeting.sign_in.application"),
    ("hwmeeting.types.region", "hwmeeting.http.endpoint"),
    ("hwmeeting.wire.reading", "hwmeeting.types.meeting"),
    ("hwmeeting.error_codes", "hwmeeting.errors"),
    ("hwmeeting.links", "sandbox.clock"),
    ("sandbox.clock", "hwmeeting.links"),
    ("sandbox.clock", "accounts.models"),
    ("notifications.outbox", "accounts.models"),
    ("accounts.models", "meetings.models"),
    ("accounts.models", "directory.models"),
    ("directory.models", "meetings.models"),
    ("directory.services.rooms", "directory.tasks"),
    ("meetings.models", "history.models"),
    ("history.models", "portal.health"),
    ("history.models", "control.models"),
    ("meetings.pages.activity", "control.pages.activity"),
    ("control.models", "portal.health"),
    ("meetings.recurrence.cycles", "meetings.models"),
    ("meetings.models.meeting", "meetings.queries.lists"),
    ("meetings.queries.lists", "meetings.mails.queueing"),
    ("meetings.ical.event", "meetings.queries.lists"),
    ("meetings.access", "meetings.services.booking"),
    ("meetings.models.meeting", "meetings.schedule"),
    ("meetings.mails.queueing", "meetings.writes.sending"),
    ("meetings.writes.sending", "meetings.services.booking"),
    ("meetings.services.booking", "meetings.forms.booking"),
    ("meetings.services.booking", "meetings.views.booking"),
    ("meetings.services.booking", "meetings.tasks"),
    ("meetings.forms.booking", "meetings.views.booking"),
    ("meetings.pages.meeting", "meetings.join.views"),
    ("meetings.views.home", "meetings.join.views"),
    ("meetings.join.views", "meetings.views.home"),
    ("meetings.admin", "meetings.views.home"),
    ("meetings.tasks", "meetings.admin"),
    ("meetings.views.home", "meetings.urls"),
    ("accounts.services.people", "accounts.admin.people"),
    ("accounts.services.people", "accounts.views"),
    ("accounts.models", "accounts.services.people"),
    ("meetings.admin.vendor_writes", "meetings.writes.reconciling"),
    ("meetings.views.home", "meetings.writes.agenda"),
    ("meetings.vendor_events.views", "meetings.writes.syncing"),
    ("meetings.vendor_events.storing", "meetings.views.home"),
    ("meetings.join.page", "meetings.writes.kinds"),
    ("meetings.pages.badges", "meetings.writes.sending"),
    ("meetings.forms.booking", "meetings.writes.payloads"),
    ("history.services.unstored", "meetings.writes.applying"),
    ("control.api.views", "meetings.writes.syncing"),
    ("control.writes.sending", "control.services.ending"),
    ("accounts.services.people", "accounts.adapter"),
    ("accounts.audit", "accounts.models"),
    ("accounts.csv_file", "accounts.services.importing"),
    ("accounts.return_path", "accounts.models"),
    ("accounts.sites", "accounts.models"),
    ("accounts.user_ids", "accounts.models"),
    ("meetings.limits", "meetings.models"),
    ("meetings.models.meeting", "meetings.kind_words"),
    ("meetings.kind_words.words", "meetings.refusals"),
    ("meetings.pages.meeting", "meetings.templatetags.meetings"),
    ("notifications.models", "notifications.wire"),
    ("notifications.failures", "notifications.rendering"),
    ("notifications.rendering", "notifications.session"),
    ("notifications.session", "notifications.delivery"),
    ("notifications.outbox", "notifications.delivery"),
    ("notifications.mails.mail", "notifications.outbox"),
    ("notifications.delivery", "notifications.tasks"),
    ("notifications.kept_mail", "notifications.dev_views"),
    ("notifications.dev_views", "notifications.dev_urls"),
    ("history.services.syncing", "history.tasks"),
    ("history.models", "history.services.syncing"),
    ("history.services.syncing", "insights.models"),
    ("insights.pages.insights", "insights.views.insights"),
    ("insights.services.summing", "insights.pages.insights"),
    ("insights.writes.summing", "insights.services.summing"),
    ("insights.models", "insights.days"),
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy of this repository in which all of them are planted."""
    copy = tmp_path_factory.mktemp("planted")
    for package in _PACKAGES:
        shutil.copytree(_ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(_ROOT / "pyproject.toml", copy)
    for importing, imported in PLANTED:
        path = copy.joinpath(*importing.split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        path.write_text(path.read_text() + f"\nimport {imported}\n")
    for app in ("accounts", "control", "directory", "meetings", "history", "insights", "notifications"):
        (copy / app / "planted.py").touch()
    lint = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    done = subprocess.run([sys.executable, "-c", lint], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("importing", "imported"), PLANTED)
def test_an_import_that_points_up_is_refused(broken: str, importing: str, imported: str) -> None:
    package = imported if imported.partition(".")[0] in _PACKAGES else imported.partition(".")[0]
    assert f"{importing} -> {package} " in broken


def test_a_module_that_stands_on_no_floor_is_refused(broken: str) -> None:
    for app in ("accounts", "control", "directory", "meetings", "history", "insights", "notifications"):
        assert f"{app}.planted" in broken


def test_what_is_planted_does_exist() -> None:
    names = {name for pair in PLANTED for name in pair if name.partition(".")[0] in _PACKAGES}
    assert [name for name in sorted(names) if not list(_files_of(name))] == []


def _files_of(name: str) -> Iterator[Path]:
    path = _ROOT.joinpath(*name.split("."))
    yield from (found for found in (path / "__init__.py", path.with_suffix(".py")) if found.is_file())
