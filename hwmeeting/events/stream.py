"""Listen to one running meeting for as long as it runs: connecting, subscribing, beating, connecting anew."""

import json
import random
import select
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from hwmeeting.control.session import ControlSession
from hwmeeting.error_codes import NOT_RUNNING
from hwmeeting.errors import HwMeetingError, NoAnswer, NotFound, Unreachable, find_error_class
from hwmeeting.events import frames, messages
from hwmeeting.events.connection import Connection, ConnectionLost
from hwmeeting.events.messages import ADDING_UP, MeetingState, Message
from hwmeeting.events.order import Order, Verdict
from hwmeeting.wire.reading import Fields, read_integer, read_object, read_text

_PATH = "/cms/open/websocket/confctl/increment/conn"
OPENING_SECONDS, ANSWER_SECONDS, BEAT_SECONDS = 10.0, 10.0, 60.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0


@dataclass(frozen=True, slots=True)
class Connected:
    """Everything is told from now on, beginning with the whole."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """Nothing is told until it is connected again; ``reason`` is for logs."""

    reason: str


Event = Message | Connected | Disconnected


class EventStream:
    """The events of one meeting. It belongs to one thread.

    ``refresh_seconds`` is after how long without a full message one is asked for, since the last of several lost
    messages is missed by nobody; None never asks.
    """

    def __init__(
        self,
        session: ControlSession,
        *,
        types: Sequence[str] = messages.TYPES,
        ca_file: str = "",
        refresh_seconds: float | None = 60.0,
    ) -> None:
        self._session, self._types, self._ca_file = session, tuple(types), ca_file
        self._refresh_seconds = refresh_seconds
        self._connection: Connection | None = None
        self._orders: dict[str, Order] = {}
        self._tries, self._next_try = 0, 0.0
        self._asked_at = self._beaten_at = self._refreshed_at = 0.0
        self._is_answered, self._is_connected = True, False
        self._captions_code: int | None = None
        self.is_over = False

    @property
    def is_connected(self) -> bool:
        """Return whether there is a connection; whether it has been answered, ``Connected`` says."""
        return self._connection is not None

    @property
    def is_due(self) -> bool:
        """Return whether ``poll`` would connect now, which takes its time."""
        return not self.is_over and self._connection is None and time.monotonic() >= self._next_try

    def fileno(self) -> int:
        """Return what a selector waits for; -1 while there is no connection."""
        return self._connection.fileno() if self._connection else -1

    def wait(self, seconds: float) -> list[Event]:
        """Return what has happened, after so many seconds at the most (and those that connecting takes)."""
        found = self.poll()
        if not found and not self.is_over:
            if self._connection:
                select.select([self._connection], [], [], seconds)
            else:
                time.sleep(min(seconds, max(self._next_try - time.monotonic(), 0)))
            found = self.poll()
        return found

    def poll(self) -> list[Event]:
        """Return what has happened, at once where there is a connection; connect where that is due."""
        if self.is_over:
            return []
        try:
            if self._connection is None:
                return self._connect() if time.monotonic() >= self._next_try else []
            found = [event for text in self._connection.receive() for event in self._take(text)]
            self._keep_up()
        except (ConnectionLost, HwMeetingError) as error:
            return self._lose(str(error))
        return found

    def ask_anew(self) -> None:
        """Ask for everything as it is now."""
        if self._connection:
            self._subscribe(self._connection)

    def start_captions(self) -> None:
        """Have captions written, which end with the meeting alone."""
        if self._connection:
            token = self._session.right.token().token
            self._captions_code = None
            self._connection.send(frames.write_captions(self._session.conference_id, token))

    def have_captions(self) -> None:
        """Start captions, and return once that is confirmed; what else is told meanwhile is passed over.

        Raises Unreachable where there is no connection, NoAnswer, and the vendor's refusal.
        """
        self.poll()
        if self._connection is None:
            raise Unreachable
        try:
            self.start_captions()
        except ConnectionLost as error:
            raise NoAnswer from error
        give_up = time.monotonic() + ANSWER_SECONDS
        while self._captions_code is None:
            if self._connection is None or time.monotonic() > give_up:
                raise NoAnswer
            self.wait(max(give_up - time.monotonic(), 0))
        if self._captions_code:
            code = f"MMC.{self._captions_code}"
            raise find_error_class(code=code, status=400)(code=code, status=400)

    def close(self) -> None:
        """Listen no more."""
        if self._connection:
            self._connection.close()
        self._connection, self.is_over = None, True

    def _connect(self) -> list[Event]:
        """Open a connection with tokens of its own, and subscribe. The end of a meeting is an event, no error."""
        try:
            token = self._session.right.token()
            query = urlencode({"confID": self._session.conference_id, "tmpToken": self._session.socket_token()})
            url = f"{token.socket_url.rstrip('/')}{_PATH}?{query}"
            self._connection = Connection(url, ca_file=self._ca_file, timeout=OPENING_SECONDS)
            self._subscribe(self._connection)
        except (HwMeetingError, ConnectionLost) as error:
            lost = self._lose(str(error))
            # It doesn't run, or there is no such meeting with that password: asking again would change nothing.
            self.is_over = isinstance(error, NotFound) or getattr(error, "code", "") in NOT_RUNNING
            return lost
        self._beaten_at = time.monotonic()
        return []

    def _subscribe(self, connection: Connection) -> None:
        self._orders = self._orders or {name: Order() for name in ADDING_UP}
        for order in self._orders.values():
            order.ask_anew()
        connection.send(frames.write_subscription(self._types, self._session.right.token().token))
        self._asked_at = self._refreshed_at = time.monotonic()
        self._is_answered = False

    def _take(self, text: str) -> list[Event]:
        source = _parse(text)
        action = read_text(source, "action")
        if action == frames.SUBSCRIBE:
            return self._confirm(source)
        if action == frames.HEARTBEAT:
            self._is_answered = True
            return []
        if action == frames.CAPTIONS:
            self._captions_code = read_integer(read_object(source, "data") or {}, "returnCode") or 0
            return []
        if not self._is_next(action, source):
            return []
        found = messages.read_message(source)
        if isinstance(found, MeetingState) and found.is_over:
            self.close()
        return [found] if found else []

    def _confirm(self, source: Fields) -> list[Event]:
        data = read_object(source, "data") or {}
        if read_integer(data, "returnCode") != 0:
            raise ConnectionLost(f"refused: {read_integer(data, 'returnCode')}")
        was_connected = self._is_connected
        self._is_answered, self._is_connected, self._tries = True, True, 0
        return [] if was_connected else [Connected()]

    def _is_next(self, action: str, source: Fields) -> bool:
        order = self._orders.get(action)
        if order is None:
            return True
        version = read_integer(source, "version") or 0
        verdict = order.judge(read_text(source, "msgID"), version, is_full=messages.is_full(source))
        if verdict is Verdict.ASK_ANEW:
            self.ask_anew()
        return verdict is Verdict.TAKE

    def _keep_up(self) -> None:
        """Beat, ask anew where that is due, and give up a connection that answers nothing."""
        connection, now = self._connection, time.monotonic()
        if connection is None:
            return
        if not self._is_answered and now - self._asked_at > ANSWER_SECONDS:
            raise ConnectionLost("no answer")
        if self._refresh_seconds is not None and now - self._refreshed_at > self._refresh_seconds:
            self._subscribe(connection)
        if now - self._beaten_at > BEAT_SECONDS:
            self._session.right.token()  # which the connection ends with, if it isn't kept alive
            connection.send(frames.write_heartbeat())
            self._beaten_at = self._asked_at = now
            self._is_answered = False

    def _lose(self, reason: str) -> list[Event]:
        if self._connection:
            self._connection.close()
        self._connection, self._is_connected = None, False
        self._orders = {}
        pause = min(_FIRST_PAUSE * 2**self._tries, _LONGEST_PAUSE)
        self._tries += 1
        self._next_try = time.monotonic() + pause * random.uniform(0.5, 1)  # noqa: S311 — no secret
        return [Disconnected(reason)]


def _parse(text: str) -> dict[str, Any]:
    """Return a frame; whatever can't be read says nothing."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
