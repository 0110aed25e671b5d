"""Who changed which row. Secrets stay out by the type of their field, never by a list of names."""

from collections.abc import Iterable
from typing import Any, TypeVar

from auditlog.registry import auditlog
from django.db import models

from encryption.fields import EncryptedField, FingerprintField

# When somebody was here, and what a worker has still to do, is nothing that anybody changed.
_NO_CHANGE = {"last_login", "welcome_due_at", "test_due_at", "tested_at", "failure", "last_used_at", "updated"}

_Model = TypeVar("_Model", bound=models.Model)


def is_secret(field: Any) -> bool:
    """Return whether a value belongs in no audit row, no export and no page: encrypted, a hash, or a password."""
    return isinstance(field, EncryptedField | FingerprintField) or field.name == "password"


def open_fields(model: type[models.Model]) -> list[str]:
    """Return the names of the model's columns that aren't secret."""
    return [field.name for field in model._meta.concrete_fields if not is_secret(field)]


def audited(model: type[_Model]) -> type[_Model]:
    """Write each creation, change and deletion of a row of ``model`` to the audit log from now on.

    ``save()`` and ``delete()`` are seen; ``update()`` and ``bulk_create()`` call ``record_change`` themselves.
    """
    auditlog.register(model, include_fields=[name for name in open_fields(model) if name not in _NO_CHANGE])
    return model


def record_change(rows: Iterable[models.Model], changes: dict[str, tuple[object, object]]) -> None:
    """Write the audit rows for what an ``update()`` did: field -> (before, after), the same for all of ``rows``.

    No changes, no rows.
    """
    from auditlog.models import LogEntry

    written = {name: [str(before), str(after)] for name, (before, after) in changes.items()}
    for row in rows if written else ():
        LogEntry.objects.log_create(row, action=LogEntry.Action.UPDATE, changes=written)


def record_access(row: models.Model, **what: str) -> None:
    """Write the audit row for something handed out that a person can act with; never the thing itself."""
    from auditlog.models import LogEntry

    LogEntry.objects.log_create(row, action=LogEntry.Action.ACCESS, force_log=True, additional_data=what)


def record_creation(rows: Iterable[models.Model]) -> None:
    """Write the audit rows for what a ``bulk_create()`` made."""
    from auditlog.models import LogEntry

    for row in rows:
        names = [name for name in open_fields(type(row)) if name not in _NO_CHANGE]
        written = {name: ["None", str(row.serializable_value(name))] for name in names}
        LogEntry.objects.log_create(row, action=LogEntry.Action.CREATE, changes=written)
