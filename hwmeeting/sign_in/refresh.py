"""The exchange of a refresh token for a new token (docs/vendor/sign-in.md 2.4)."""

from hwmeeting.http.answers import require_object
from hwmeeting.http.endpoint import Endpoint
from hwmeeting.http.transport import Call
from hwmeeting.types.token import Token

TOKEN_PATH = "/v1/usg/acs/token"  # noqa: S105 — a path


def exchange_refresh_token(endpoint: Endpoint, refresh_token: str) -> Token:
    """Return a new token for the refresh token, which is the access token of this one call."""
    call = Call("PUT", TOKEN_PATH, headers={"X-Access-Token": refresh_token})
    return Token.from_vendor(require_object(endpoint.call(call)))
