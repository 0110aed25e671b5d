"""Sign-in with a meeting account and its password (docs/vendor/sign-in.md 2.3), for tenants without an App ID."""

import base64

from hwmeeting.error_codes import CLIENT_TYPE_UNKNOWN
from hwmeeting.errors import InvalidRequest
from hwmeeting.http.answers import require_object
from hwmeeting.http.endpoint import Endpoint
from hwmeeting.http.transport import Call
from hwmeeting.sign_in.refresh import exchange_refresh_token
from hwmeeting.types.token import Token

# clientType. The SDK and older pages have the API caller, with up to 64 tokens of an account side by side; the page
# of 2026-02 knows clients alone, of which each new token displaces the one before.
_API_CALLER, _WEB = 72, 0


class AccountSignIn:
    """Sign-in of one account. ``KeptToken(AccountSignIn(…).sign_in)`` is a token source.

    The vendor discourages it: a password acts as its owner everywhere, and after a few wrong ones the account is
    locked for a minute. Raises ValueError for an account or a password that is impossible.
    """

    def __init__(self, base_url: str, account: str, password: str, *, ca_file: str = "") -> None:
        if not account.strip() or ":" in account:
            raise ValueError("An account has at least one character, and no colon.")
        if not password:
            raise ValueError("A password can't be empty.")
        self._endpoint = Endpoint(base_url, ca_file)
        self._account, self._password = account, password

    def sign_in(self) -> Token:
        """Return a token; SignInRequired if account and password don't match, NotAllowed if the account is locked."""
        try:
            return self._sign_in_as(_API_CALLER)
        except InvalidRequest as error:
            if error.code != CLIENT_TYPE_UNKNOWN:
                raise
        return self._sign_in_as(_WEB)

    def refresh(self, refresh_token: str) -> Token:
        """Return a new token for the refresh token; SignInRequired if that is no longer good."""
        return exchange_refresh_token(self._endpoint, refresh_token)

    def _sign_in_as(self, client_type: int) -> Token:
        credentials = base64.b64encode(f"{self._account}:{self._password}".encode()).decode()
        call = Call(
            "POST",
            "/v1/usg/acs/auth/account",
            headers={"Authorization": f"Basic {credentials}"},
            body={"account": self._account, "clientType": client_type},
        )
        return Token.from_vendor(require_object(self._endpoint.call(call)))
