"""Do FIELD_ENCRYPTION_KEYS belong to this database? Nothing may be written with others: nobody could read it again."""

from collections.abc import Iterator

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, models, transaction

from encryption.fields import EncryptedField
from encryption.keys import fingerprints
from encryption.models import KnownKeys

_WORD = "a known key"
_SENTENCE = (
    "FIELD_ENCRYPTION_KEYS lacks a key with which secrets in this database are encrypted, so they can't be read. "
    "Put it back into the list; `manage.py reencrypt` makes it dispensable (docs/operations.md, Keys)."
)


class WrongKeys(ImproperlyConfigured):
    """Carries a sentence for an operator."""


def problem() -> str:
    """Return a sentence where a key is missing or foreign, else nothing. Raises DatabaseError where none answers."""
    try:
        with transaction.atomic():  # so that a table that isn't there yet spoils nothing else
            known = KnownKeys.objects.filter(pk=1).first()
    except DatabaseError:
        if KnownKeys._meta.db_table in connection.introspection.table_names():
            raise
        known = None  # not migrated yet
    return _problem(known.fingerprints if known else [])


def record() -> None:
    """Add the newest key to those that are known, which it is about to be used for. Raises WrongKeys, DatabaseError.

    Whoever starts at the same time waits, and is measured by what the first one has recorded.
    """
    own = fingerprints(_WORD)
    known = KnownKeys.objects.filter(pk=1).first()
    if known and own[0] in known.fingerprints and not _problem(known.fingerprints):
        return
    with transaction.atomic():
        known, _ = KnownKeys.objects.select_for_update().get_or_create(pk=1)
        if sentence := _problem(known.fingerprints):
            raise WrongKeys(sentence)
        # Of a database that was used before, nobody knows which of them it has seen.
        new = own[:1] if known.fingerprints else own
        known.fingerprints += [each for each in new if each not in known.fingerprints]
        known.save()


def verify() -> None:
    """Record the newest key, or compare them where the database isn't migrated yet. Raises what ``record`` raises."""
    if KnownKeys._meta.db_table in connection.introspection.table_names():
        record()
    elif sentence := problem():
        raise WrongKeys(sentence)


def forget_old() -> None:
    """Forget all keys but the newest: nothing is encrypted with those any more."""
    old = fingerprints(_WORD)[1:]
    with transaction.atomic():
        known = KnownKeys.objects.select_for_update().get(pk=1)
        known.fingerprints = [each for each in known.fingerprints if each not in old]
        known.save()


def _problem(known: list[str]) -> str:
    if known:
        return _SENTENCE if set(known) - set(fingerprints(_WORD)) else ""
    return "" if all(_can_be_read(model, name) for model, name in _secrets()) else _SENTENCE


def _secrets() -> Iterator[tuple[type[models.Model], str]]:
    """Yield each encrypted field of a table that is there."""
    tables = set(connection.introspection.table_names())
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, EncryptedField) and model._meta.db_table in tables:
                yield model, field.name


def _can_be_read(model: type[models.Model], name: str) -> bool:
    """Read the oldest and the newest secret of a field."""
    filled = model._base_manager.exclude(**{name: ""}).order_by("pk").values_list(name, flat=True)
    try:
        with transaction.atomic():  # so that a column that isn't there yet spoils nothing else
            filled.first(), filled.last()
    except InvalidToken:
        return False
    except DatabaseError:
        return True
    return True
