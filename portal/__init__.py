"""The project: settings, addresses, jobs. It imports everyone and is imported by no one."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
