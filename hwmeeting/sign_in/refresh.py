"""The exchange of a refresh token for a new token (docs/vendor/sign-in.md 2.4)."""

from hwmeeting.http.answers import object_of
from hwmeeting.http.endpoint import Endpoint
from hwmeeting.http.transport import Call
from hwmeeting.types.token import Token

TOKEN_PATH = "/v1/usg/acs/token"  # noqa: S105 — a path


def refreshed(endpoint: Endpoint, refresh_token: str) -> Token:
    """A new token for the refresh token, which serves as the access token of this one call."""
    call = Call("PUT", TOKEN_PATH, headers={"X-Access-Token": refresh_token})
    return Token.from_vendor(object_of(endpoint.call(call)))
