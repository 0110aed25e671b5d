"""Verify the signature of a sign-in by App ID, in its five forms."""

import base64
import binascii
import hashlib
import hmac
import re

_HEADER = re.compile(r"HMAC-SHA256 signature=(?P<signature>[0-9A-Fa-f]{64})(,access=(?P<access>[A-Za-z0-9+/=]+))?")


def build_message(*, app_id: str, corp_id: str | None, user_id: str, expire_time: int, sign_nonce: str) -> str:
    """Return what is signed; ``corp_id`` None means a single enterprise, without that part. Colons always stay."""
    caller = [user_id] if corp_id is None else [corp_id, user_id]
    return ":".join([app_id, *caller, str(expire_time), sign_nonce])


def sign(*, app_key: str, message: str) -> str:
    """Return the signature in lower-case hex."""
    return hmac.new(app_key.encode(), message.encode(), hashlib.sha256).hexdigest()


def is_signed(authorization: str, *, app_id: str, app_key: str, message: str) -> bool:
    """Return whether the header carries the right signature, in either case, and no other App ID."""
    found = _HEADER.fullmatch(authorization.strip())
    if found is None or (found["access"] is not None and not _names(found["access"], app_id)):
        return False
    return hmac.compare_digest(found["signature"].lower(), sign(app_key=app_key, message=message))


def _names(access: str, app_id: str) -> bool:
    try:
        return base64.b64decode(access, validate=True) == app_id.encode()
    except binascii.Error:
        return False
