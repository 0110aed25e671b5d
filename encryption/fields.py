"""Text and JSON that only the application can read back."""

import json
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from encryption.keys import cipher


class EncryptedField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A value that stands encrypted in the database; the empty text stays empty.

    It cannot be searched: the same text is another ciphertext each time. Keep a
    ``fingerprint`` beside it where a look-up is needed.
    """

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return cipher().encrypt(text.encode()).decode() if text else text

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return cipher().decrypt(value.encode()).decode() if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name in {"isnull", "exact"}:
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted and cannot be searched with {lookup_name}.")


class EncryptedTextField(EncryptedField):
    """A secret text. ``exact`` finds the empty text only."""


class EncryptedJSONField(EncryptedField):
    """A JSON value that holds secrets."""

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        text = super().from_db_value(value, expression, connection)
        return json.loads(text) if text else None

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.value_from_object(obj))
