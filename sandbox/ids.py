"""Make numbers and secrets of the shapes that the vendor uses."""

import secrets
import string

_LETTERS = string.ascii_letters + string.digits


def hex32() -> str:
    """Return a new UUID of a user, session or participant."""
    return secrets.token_hex(16)


def token() -> str:
    """Return a new access token, refresh token or login ticket: 40 letters and digits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(40))


def link_random() -> str:
    """Return a new tail of a join link."""
    return secrets.token_hex(24)


def digits(count: int) -> str:
    """Return digits of which the first isn't 0."""
    return str(secrets.randbelow(9 * 10 ** (count - 1)) + 10 ** (count - 1))
