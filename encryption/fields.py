"""Text and JSON that only the application can read back."""

import json
import zlib
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from encryption.keys import cipher, encrypt, fingerprint

# A byte with which no text in UTF-8 begins
_COMPRESSED = b"\xff"
# Faster than encrypting what a higher one saves
_LEVEL = 1


class EncryptedField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A value that stands encrypted in the database; the empty text stays empty.

    It cannot be searched: the same text is another ciphertext each time. Keep a
    ``fingerprint`` beside it where a look-up is needed.
    """

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return encrypt(text.encode()) if text else text

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return cipher().decrypt(value.encode()).decode() if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name in {"isnull", "exact"} else None


class _LongField(EncryptedField):
    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        # Rows of many go in one by one: in the arrays of UNNEST, Django's way without this, psycopg looks at each
        # character of a long text.
        return "%s"


class EncryptedTextField(EncryptedField):
    """A secret text. ``exact`` finds the empty text only."""


class EncryptedLongTextField(_LongField, EncryptedTextField):
    """A secret text of some length, such as HTML, which is compressed before it is encrypted.

    What is there already is read as it stands, and written compressed the next time.
    """

    def get_prep_value(self, value: Any) -> Any:
        text = models.TextField.get_prep_value(self, value)
        return encrypt(_COMPRESSED + zlib.compress(text.encode(), _LEVEL)) if text else text

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        if not value:
            return value
        found = cipher().decrypt(value.encode())
        return (zlib.decompress(found[1:]) if found.startswith(_COMPRESSED) else found).decode()


class EncryptedJSONField(_LongField):
    """A JSON value that holds secrets."""

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        text = super().from_db_value(value, expression, connection)
        return json.loads(text) if text else None

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.value_from_object(obj))


class FingerprintField(models.CharField):  # type: ignore[type-arg]  # not subscriptable at run time
    """The fingerprint of the encrypted field named ``of``, kept in step whenever the row is saved.

    Look it up with ``…__in=fingerprints(value)``.
    """

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **(kwargs | {"max_length": 64, "editable": False}))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = fingerprint(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value
