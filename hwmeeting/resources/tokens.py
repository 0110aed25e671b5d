"""The user's own token: validate, refresh, end it, derive a login ticket (docs/vendor/sign-in.md 2.4 to 2.7)."""

from hwmeeting.errors import ServerFault
from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import require_object
from hwmeeting.http.transport import Call
from hwmeeting.sign_in.refresh import TOKEN_PATH, exchange_refresh_token
from hwmeeting.types.token import Token
from hwmeeting.wire.reading import read_text


class Tokens:
    """The token of one user."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def login_nonce(self) -> str:
        """Return a login ticket, for one use soon: whoever opens the client with it is signed in as this user."""
        answer = require_object(self._actor.call(Call("POST", "/v1/usg/acs/auth/portal-ref-nonce")))
        login_nonce = read_text(answer, "nonce")
        if not login_nonce:
            raise ServerFault.not_readable()
        return login_nonce

    def refresh(self, refresh_token: str) -> Token:
        """Return a new token for the refresh token; SignInRequired if that is no longer good."""
        return exchange_refresh_token(self._actor.endpoint, refresh_token)

    def validate(self) -> Token:
        """Return the token as the vendor knows it, with end and account; SignInRequired if it isn't accepted."""
        body = {"token": self._actor.token_source.token(), "needGenNewToken": False, "needAccountInfo": True}
        return Token.from_vendor(
            require_object(self._actor.endpoint.call(Call("POST", f"{TOKEN_PATH}/validate", body=body)))
        )

    def logout(self) -> None:
        """End the token; SignInRequired if it had already ended."""
        self._actor.call_with(self._actor.token_source.token(), Call("DELETE", TOKEN_PATH, has_answer=False))
