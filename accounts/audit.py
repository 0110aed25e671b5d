"""Who changed which row. Secrets stay out by the type of their field, never by a list of names."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from auditlog.context import auditlog_value
from auditlog.registry import auditlog
from django.db import models
from django.db.models.signals import pre_save

from encryption.fields import EncryptedField, FingerprintField

if TYPE_CHECKING:
    from auditlog.models import LogEntry

# When somebody was here, and what a worker has still to do, is nothing that anybody changed.
_NO_CHANGE = {
    "checked_at",
    "failure",
    "last_login",
    "last_used_at",
    "test_due_at",
    "tested_at",
    "updated",
    "welcome_due_at",
}

_Model = TypeVar("_Model", bound=models.Model)


def is_secret(field: Any) -> bool:
    """Return whether a value belongs in no audit row, no export and no page: encrypted, a hash, or a password."""
    return isinstance(field, EncryptedField | FingerprintField) or field.name == "password"


def open_fields(model: type[models.Model]) -> list[str]:
    """Return the names of the model's columns that aren't secret."""
    return [field.name for field in model._meta.concrete_fields if not is_secret(field)]


def audited(model: type[_Model]) -> type[_Model]:
    """Write each creation, change and deletion of a row of ``model`` to the audit log from now on.

    ``save()`` and ``delete()`` are seen; whoever calls ``update()``, ``bulk_create()`` or ``bulk_update()`` records
    it by one of the functions below.
    """
    auditlog.register(model, include_fields=_watched(model))
    model.get_additional_data = _asked_by  # type: ignore[attr-defined]  # auditlog asks each row for it
    return model


def note_caller(*, person: models.Model | None, client_id: str) -> None:
    """Say of all that this web request changes from now on that the API client did it, for ``person`` if any."""
    if request := auditlog_value.get(None):
        request.update(actor=person, asked_by=client_id)


def record_change(rows: Iterable[models.Model], changes: dict[str, tuple[object, object]]) -> None:
    """Write the audit rows for what an ``update()`` did: field -> (before, after), the same for all of ``rows``.

    No changes, no rows.
    """
    written = {name: [str(before), str(after)] for name, (before, after) in changes.items()}
    _write([(row, written, False) for row in rows if written])


def snapshot(row: models.Model) -> dict[str, str]:
    """Return what ``record_all`` compares a row with afterwards."""
    return {name: str(row.serializable_value(name)) for name in _watched(type(row))}


def record_all(rows: Iterable[tuple[models.Model, dict[str, str] | None]]) -> None:
    """Write the audit rows for what bulk statements did: each row with its snapshot of before, None for a new one."""
    changes = []
    for row, before in rows:
        after = snapshot(row)
        earlier = before if before is not None else dict.fromkeys(after, "None")
        differing = {name: [earlier[name], text] for name, text in after.items() if earlier[name] != text}
        if differing:
            changes.append((row, differing, before is None))
    _write(changes)


def record_access(row: models.Model, **what: str) -> None:
    """Write the audit row for something handed out that a person can act with; never the thing itself."""
    from auditlog.models import LogEntry

    LogEntry.objects.log_create(row, action=LogEntry.Action.ACCESS, force_log=True, additional_data=what)


def record_action(row: models.Model, *, by: models.Model, **what: str) -> None:
    """Write the audit row for what ``by`` did with ``row``, in keys and codes: names belong to their own rows."""
    from auditlog.models import LogEntry

    LogEntry.objects.log_create(
        row,
        action=LogEntry.Action.UPDATE,
        force_log=True,
        actor=by,
        additional_data={**what, **(_asked_by(row) or {})},
    )


def list_actions(row: models.Model, *, limit: int) -> "list[LogEntry]":
    """Return the latest that was done with ``row``, with who did it, the newest first."""
    from auditlog.models import LogEntry

    found = LogEntry.objects.get_for_object(row).filter(additional_data__has_key="what")
    return list(found.select_related("actor").order_by("-timestamp", "-pk")[:limit])


def _watched(model: type[models.Model]) -> list[str]:
    return [name for name in open_fields(model) if name not in _NO_CHANGE]


def _asked_by(row: models.Model) -> dict[str, str] | None:
    client_id = auditlog_value.get({}).get("asked_by")
    return {"asked_by": client_id} if client_id else None


def _write(rows: Iterable[tuple[models.Model, dict[str, list[str]], bool]]) -> None:
    """Write a row for each, with its changes and whether it is new, in one statement."""
    from auditlog.models import LogEntry
    from django.contrib.contenttypes.models import ContentType

    entries = [
        LogEntry(
            content_type=ContentType.objects.get_for_model(row),
            object_pk=str(row.pk),
            object_id=row.pk if isinstance(row.pk, int) else None,
            object_repr=str(row),
            action=LogEntry.Action.CREATE if is_new else LogEntry.Action.UPDATE,
            changes=changes,
            additional_data=_asked_by(row),
        )
        for row, changes, is_new in rows
    ]
    for entry in entries:  # by this signal, which one statement for many does not send, auditlog notes who it was
        pre_save.send(LogEntry, instance=entry)
    LogEntry.objects.bulk_create(entries)
