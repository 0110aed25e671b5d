"""A person's own row, and what hangs on it, without whose it was."""

from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models

from accounts.models import AccessToken, Identity, User

_DOMAIN = "anonymous.invalid"
# What of a change says nothing of who somebody is
_PLAIN = frozenset({"role", "is_active", "language", "time_zone", "theme", "tenant", "state"})


def anonymous_name(person_id: int) -> str:
    """Return what somebody is called who is made anonymous, in every language."""
    return f"Anonymous {person_id}"


def anonymous_address(person_id: int) -> str:
    """Return a mail address that leads nowhere (RFC 2606)."""
    return f"anonymous-{person_id}@{_DOMAIN}"


def shut_out(*, person: User) -> None:
    """Let somebody sign in no more, neither here nor at the meeting service; the caller holds the transaction."""
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    identity = Identity.objects.filter(person=person).first()
    if identity:
        AccessToken.objects.filter(
            tenant=identity.tenant_id, third_party_user_id=identity.third_party_user_id
        ).delete()


def anonymise(*, person: User) -> None:
    """Replace what the row says of somebody, take away their link, and clean the audit log.

    The row stays, since meetings and counts hang on it. The caller holds the transaction.
    """
    identity = Identity.objects.filter(person=person).first()
    rows: list[models.Model] = [person, *([identity] if identity else [])]
    keys = [(ContentType.objects.get_for_model(row), row.pk) for row in rows]
    if identity:
        identity.delete()
    person.name, person.email = anonymous_name(person.pk), anonymous_address(person.pk)
    person.phone = person.department_code = ""
    person.save(update_fields=["name", "email", "phone", "department_code"])
    for content_type, pk in keys:
        for entry in LogEntry.objects.filter(content_type=content_type, object_id=pk):
            entry.object_repr, entry.changes = anonymous_name(person.pk), _cleaned(entry.changes)
            entry.save(update_fields=["object_repr", "changes"])


def _cleaned(changes: dict[str, Any] | None) -> dict[str, Any]:
    return {name: values if name in _PLAIN else ["…", "…"] for name, values in (changes or {}).items()}
