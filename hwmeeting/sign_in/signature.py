"""The signature by which an application proves whom it signs in (docs/vendor/sign-in.md 2.1)."""

import hashlib
import hmac


def compute_signature(
    *, app_id: str, app_key: str, expire_time: int, sign_nonce: str, user_id: str = "", corp_id: str | None = None
) -> str:
    """Return the signature in lower-case hex. ``expire_time`` is in seconds since 1970.

    ``corp_id`` is None for an application of one enterprise; with the application of a service provider it is
    always a part of the message, "" for the provider's own administrator. An empty ``user_id`` signs an
    administrator in.
    """
    who = [user_id] if corp_id is None else [corp_id, user_id]
    message = ":".join([app_id, *who, str(expire_time), sign_nonce])
    return hmac.new(app_key.encode(), message.encode(), hashlib.sha256).hexdigest()
