"""Signing in with a meeting account and its password (docs/vendor/sign-in.md 2.3), for tenants without an App ID."""

import base64

from hwmeeting.errors import InvalidRequest
from hwmeeting.http.answers import object_of
from hwmeeting.http.endpoint import Endpoint
from hwmeeting.http.transport import Call
from hwmeeting.sign_in.refresh import refreshed
from hwmeeting.types.token import Token

# clientType. The SDK and older pages have the API caller, with up to 64 tokens of an account side by side; the page
# of 2026-02 knows clients alone, of which each new token displaces the one before.
_API_CALLER, _WEB = 72, 0
_UNKNOWN_CLIENT = "USG.206040000"


class AccountSignIn:
    """The way in of one account: ``KeptToken(way_in.sign_in)`` makes a token source of it.

    The vendor discourages it: a password acts as its owner everywhere, and after a few wrong ones the account is
    locked for a minute. Raises ValueError for an account or a password that can't be.
    """

    def __init__(self, base_url: str, account: str, password: str, *, ca_file: str = "") -> None:
        if not account.strip() or ":" in account:
            raise ValueError("An account has at least one character, and no colon.")
        if not password:
            raise ValueError("A password can't be empty.")
        self._endpoint = Endpoint(base_url, ca_file)
        self._account, self._password = account, password

    def sign_in(self) -> Token:
        """Raises HwMeetingError: SignInRequired if the two don't belong together, NotAllowed if it is locked."""
        try:
            return self._as(_API_CALLER)
        except InvalidRequest as error:
            if error.code != _UNKNOWN_CLIENT:
                raise
        return self._as(_WEB)

    def refresh(self, refresh_token: str) -> Token:
        """A new token for the refresh token; SignInRequired if it doesn't serve any more."""
        return refreshed(self._endpoint, refresh_token)

    def _as(self, client_type: int) -> Token:
        credentials = base64.b64encode(f"{self._account}:{self._password}".encode()).decode()
        call = Call(
            "POST",
            "/v1/usg/acs/auth/account",
            headers={"Authorization": f"Basic {credentials}"},
            body={"account": self._account, "clientType": client_type},
        )
        return Token.from_vendor(object_of(self._endpoint.call(call)))
