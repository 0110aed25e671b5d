"""The right to control one meeting: fetched, kept alive, and fetched anew where it has ended."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from hwmeeting.error_codes import CONTROL_REFUSED
from hwmeeting.errors import SignInRequired
from hwmeeting.http.actor import Actor
from hwmeeting.resources.control import Control, build_headers, call_control
from hwmeeting.types.control_token import ControlToken
from hwmeeting.wire.reading import Fields

# A token lives for half an hour; one that is used so long before its end is kept alive.
KEPT_ALIVE_BEFORE = timedelta(minutes=10)
T = TypeVar("T")


class ControlRight:
    """The right over one meeting by its host password. Many threads may use it."""

    def __init__(self, actor: Actor, conference_id: str, password: str) -> None:
        self.actor, self.conference_id, self.password = actor, conference_id, password
        self.control = Control(actor)
        self._token: ControlToken | None = None
        self._lock = threading.Lock()

    def token(self) -> ControlToken:
        """Return a token that lives. Raises HwMeetingError: Conflict where the meeting doesn't run."""
        with self._lock:
            if self._token is None or self._is_ending(self._token):
                self._token = self.control.token(self.conference_id, self.password, kept=self._token)
            return self._token

    def use(self, call: Callable[[ControlToken], T]) -> T:
        """Return what ``call`` does with a token; where that one has ended it had no effect, and is made once more."""
        token = self.token()
        try:
            return call(token)
        except SignInRequired as error:
            if error.code != CONTROL_REFUSED:
                raise
        return call(self._renewed(token))

    def call(
        self,
        method: str,
        name: str,
        *,
        body: Fields | None = None,
        query: Fields | None = None,
        has_answer: bool = False,
    ) -> Any:
        """Return the content of the answer to one operation."""
        return self.use(
            lambda token: call_control(
                self.actor,
                method,
                name,
                self.conference_id,
                query=query,
                headers=build_headers(token),
                body=body,
                has_answer=has_answer,
            )
        )

    def put(self, name: str, body: Fields | None = None, *, participant_id: str = "") -> None:
        """Change something, of one participant where there is one."""
        self.call("PUT", name, body=body, query={"participantID": participant_id} if participant_id else None)

    def _renewed(self, stale: ControlToken) -> ControlToken:
        with self._lock:
            if self._token is None or self._token.token == stale.token:
                self._token = self.control.token(self.conference_id, self.password)
            return self._token

    @staticmethod
    def _is_ending(token: ControlToken) -> bool:
        return token.expires_at is not None and token.expires_at - KEPT_ALIVE_BEFORE <= datetime.now(UTC)
