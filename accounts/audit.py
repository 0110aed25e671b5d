"""Who changed which row. Secrets stay out by the type of their field, never by a list of names."""

from collections.abc import Iterable
from typing import Any, TypeVar

from auditlog.registry import auditlog
from django.db import models

from encryption.fields import EncryptedField, FingerprintField

_Model = TypeVar("_Model", bound=models.Model)


def is_secret(field: Any) -> bool:
    """Whether a field's value belongs in no audit row, no export and no page: encrypted, a hash, or a password."""
    return isinstance(field, EncryptedField | FingerprintField) or field.name == "password"


def open_fields(model: type[models.Model]) -> list[str]:
    """The names of the model's columns that aren't secret."""
    return [field.name for field in model._meta.concrete_fields if not is_secret(field)]


def audited(model: type[_Model]) -> type[_Model]:
    """From now on each creation, change and deletion of a row of ``model`` is written to the audit log.

    ``save()`` and ``delete()`` are seen; ``update()`` and ``bulk_create()`` call ``record_change`` themselves.
    """
    # When somebody was here last is no change of theirs.
    auditlog.register(model, include_fields=[name for name in open_fields(model) if name != "last_login"])
    return model


def record_change(rows: Iterable[models.Model], changes: dict[str, tuple[object, object]]) -> None:
    """The audit rows for what an ``update()`` did: field -> (before, after), the same for all of ``rows``.

    No changes, no rows.
    """
    from auditlog.models import LogEntry

    written = {name: [str(before), str(after)] for name, (before, after) in changes.items()}
    for row in rows if written else ():
        LogEntry.objects.log_create(row, action=LogEntry.Action.UPDATE, changes=written)
