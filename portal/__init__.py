"""The project: settings, addresses, jobs. It imports everyone and is imported by no one."""

from l10n import tz_database

tz_database.use_newest()

from portal.celery import app as celery_app  # noqa: E402 — it may read a zone

__all__ = ["celery_app"]
