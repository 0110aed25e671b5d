"""The keys of the fields that are encrypted at rest."""

import hashlib
import hmac
import threading
from base64 import urlsafe_b64decode
from collections.abc import Callable
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    """Return what encrypts with the first of ``FIELD_ENCRYPTION_KEYS`` and decrypts with any of them."""
    return _cipher(tuple(settings.FIELD_ENCRYPTION_KEYS))


_verify: Callable[[], None] | None = None
_this_thread = threading.local()


def verify_before_writing(verify: Callable[[], None]) -> None:
    """Have ``verify`` called before this process encrypts anything, each time until it raises nothing."""
    global _verify
    _verify = verify


def encrypt(content: bytes) -> str:
    """Return ``content`` as it is stored, encrypted with the newest key."""
    global _verify
    if _verify and not getattr(_this_thread, "verifies", False):  # which may encrypt something itself to look for it
        _this_thread.verifies = True
        try:
            _verify()
        finally:
            _this_thread.verifies = False
        _verify = None
    return cipher().encrypt(content).decode()


def fingerprint(value: str) -> str:
    """Return a keyed hash (64 hex) by which a secret is found without being readable."""
    return fingerprints(value)[0]


def fingerprints(value: str) -> list[str]:
    """Return the fingerprint under each key, the newest first: until a rotation is through, rows have either."""
    return [_fingerprint(value, key) for key in settings.FIELD_ENCRYPTION_KEYS]


def _fingerprint(value: str, key: str) -> str:
    derived = hashlib.sha256(b"fingerprint:" + urlsafe_b64decode(key)).digest()
    return hmac.new(derived, value.encode(), hashlib.sha256).hexdigest()
