"""Sign-in with an application's ID and key (docs/vendor/sign-in.md 2.1)."""

import base64
import secrets
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from hwmeeting.error_codes import SIGN_IN_EXPIRED
from hwmeeting.errors import ClockDiffers, SignInRequired
from hwmeeting.http.answers import require_object
from hwmeeting.http.endpoint import Endpoint
from hwmeeting.http.transport import Call
from hwmeeting.sign_in.refresh import exchange_refresh_token
from hwmeeting.sign_in.signature import compute_signature
from hwmeeting.types.token import Token
from hwmeeting.wire.writing import drop_empty

# How long a signature is good for, by the vendor's clock.
VALID_SECONDS = 600
_API_CALLER = 72  # clientType: up to 64 tokens of a user live side by side


@dataclass(frozen=True, slots=True)
class Profile:
    """What the vendor's directory learns of a user; "" is not sent. ``phone`` is written +86xxxxxxxxxxx."""

    name: str = ""
    email: str = ""
    phone: str = ""
    department_code: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """What proves to the vendor whom the application signs in; ``corp_id`` is None for one of a single enterprise.

    ``expire_time`` is in seconds since 1970. Whoever has it is that user until then.
    """

    app_id: str
    user_id: str
    corp_id: str | None
    expire_time: int
    sign_nonce: str
    signature: str = field(repr=False)


class SignIn:
    """Sign-in by one application. ``corp_id`` names the enterprise, for a service provider's application only.

    Acting as an administrator is a call of its own: the vendor takes an empty User ID for the enterprise's owner,
    so none is ever the default. Each call raises HwMeetingError; ClockDiffers where only the clocks are to blame.
    """

    def __init__(self, base_url: str, app_id: str, app_key: str, corp_id: str = "", *, ca_file: str = "") -> None:
        self._endpoint = Endpoint(base_url, ca_file)
        self._app_id, self._app_key, self._corp_id = app_id, app_key, corp_id

    def as_user(self, user_id: str, profile: Profile = Profile()) -> Token:  # noqa: B008 — frozen
        """Sign a third-party user in; the vendor makes an account for one that it doesn't know.

        Raises ValueError for a User ID that is blank or has a colon, which separates the parts of a signature.
        """
        _check_user_id(user_id)
        return self._sign_in(user_id, self._corp_id or None, profile)

    def sign(self, user_id: str) -> Signed:
        """Return what the vendor's own clients and SDKs sign a third-party user in with; calls nobody.

        Raises ValueError as ``as_user`` does.
        """
        _check_user_id(user_id)
        return self._sign(user_id, self._corp_id or None, time.time())

    def as_enterprise_administrator(self) -> Token:
        """Sign in the default administrator of the enterprise."""
        return self._sign_in("", self._corp_id or None, Profile())

    def as_sp_administrator(self) -> Token:
        """Sign in the default administrator of the service provider, whatever the enterprise."""
        return self._sign_in("", "", Profile())

    def refresh(self, refresh_token: str) -> Token:
        """Return a new token for the refresh token; SignInRequired if that is no longer good."""
        return exchange_refresh_token(self._endpoint, refresh_token)

    def _sign_in(self, user_id: str, corp_id: str | None, profile: Profile) -> Token:
        now = time.time()
        signed = self._sign(user_id, corp_id, now)
        body = drop_empty(
            {
                "appId": self._app_id,
                "clientType": _API_CALLER,
                "expireTime": signed.expire_time,
                "nonce": signed.sign_nonce,
                "userId": user_id,
                "corpId": corp_id,
                "userName": profile.name,
                "userEmail": profile.email,
                "userPhone": profile.phone,
                "deptCode": profile.department_code,
            }
        )
        access = base64.b64encode(self._app_id.encode()).decode()
        headers = {
            "Authorization": f"HMAC-SHA256 signature={signed.signature},access={access}",
            "X-Token-Type": "LongTicket",
        }
        try:
            call = Call("POST", "/v2/usg/acs/auth/appauth", headers=headers, body=body)
            answer, answered_at = self._endpoint.call_with_date(call)
        except SignInRequired as error:
            raise _explain(error, now) from error
        return replace(Token.from_vendor(require_object(answer)), answered_at=answered_at)

    def _sign(self, user_id: str, corp_id: str | None, now: float) -> Signed:
        expire_time, sign_nonce = int(now) + VALID_SECONDS, secrets.token_hex(16)
        signature = compute_signature(
            app_id=self._app_id,
            app_key=self._app_key,
            expire_time=expire_time,
            sign_nonce=sign_nonce,
            user_id=user_id,
            corp_id=corp_id,
        )
        return Signed(self._app_id, user_id, corp_id, expire_time, sign_nonce, signature)


def _check_user_id(user_id: str) -> None:
    if not user_id.strip():
        raise ValueError("An empty User ID would act as the enterprise's owner.")
    if ":" in user_id:
        raise ValueError("A User ID can't have a colon.")


def _explain(error: SignInRequired, now: float) -> SignInRequired:
    """Return ClockDiffers for a signature that had expired on arrival.

    A signature is good for ten minutes, so that one of the clocks must be wrong.
    """
    if error.code != SIGN_IN_EXPIRED or error.answered_at is None:
        return error
    return ClockDiffers(
        code=error.code,
        status=error.status,
        request_id=error.request_id,
        our_clock=datetime.fromtimestamp(now, UTC),
        answered_at=error.answered_at,
    )
