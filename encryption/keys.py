"""The keys of the fields that are encrypted at rest."""

import hashlib
import hmac
from base64 import urlsafe_b64decode
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    """Encrypts with the first of ``FIELD_ENCRYPTION_KEYS``, decrypts with any of them."""
    return _cipher(tuple(settings.FIELD_ENCRYPTION_KEYS))


def fingerprint(value: str) -> str:
    """A keyed hash (64 hex) by which a secret can be looked up without being readable.

    The key is derived from the *last* of ``FIELD_ENCRYPTION_KEYS``: a rotation puts the new key
    first and keeps the old ones behind it, so that fingerprints stay what they are.
    """
    key = hashlib.sha256(b"fingerprint:" + urlsafe_b64decode(settings.FIELD_ENCRYPTION_KEYS[-1])).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()
