"""What can be done with a token itself (docs/vendor/sign-in.md 2.4 to 2.7)."""

from hwmeeting.errors import NOT_READABLE, ServerFault
from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import object_of
from hwmeeting.http.transport import Call
from hwmeeting.sign_in.refresh import TOKEN_PATH, refreshed
from hwmeeting.types.token import Token
from hwmeeting.wire import text


class Tokens:
    """The token of one user."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def login_nonce(self) -> str:
        """A login ticket: whoever opens the client with it is signed in there as this user. For one use, soon."""
        answer = object_of(self._actor.call(Call("POST", "/v1/usg/acs/auth/portal-ref-nonce")))
        login_nonce = text(answer, "nonce")
        if not login_nonce:
            raise ServerFault(code=NOT_READABLE, status=200)
        return login_nonce

    def refresh(self, refresh_token: str) -> Token:
        """A new token for the refresh token; SignInRequired if it doesn't serve any more."""
        return refreshed(self._actor.endpoint, refresh_token)

    def validate(self) -> Token:
        """The token as the vendor knows it, with its end and its user; SignInRequired if it isn't accepted."""
        body = {"token": self._actor.token_source.token(), "needGenNewToken": False, "needAccountInfo": True}
        return Token.from_vendor(
            object_of(self._actor.endpoint.call(Call("POST", f"{TOKEN_PATH}/validate", body=body)))
        )

    def logout(self) -> None:
        """End the token; SignInRequired if it isn't accepted any more anyway."""
        self._actor.call_as(self._actor.token_source.token(), Call("DELETE", TOKEN_PATH, has_answer=False))
