"""Listen to what a running meeting pushes."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.patience import HANG_SECONDS
from tests.sandbox.calls.live import Live

PATH = "/cms/open/websocket/confctl/increment/conn"
TYPES = (
    "ConfBasicInfoNotify",
    "ConfDynamicInfoNotify",
    "ParticipantsNotify",
    "AttendeesNotify",
    "SpeakerChangeNotify",
    "InviteResultNotify",
    "RealTimeSubtitleNotify",
    "WaitingListNotify",
    "InterpreterGroupNotify",
    "CustomMultiPicNotify",
)
# What comes first, of each type: captions have nothing before them, the last type is known to nobody.
FIRST = [name for name in TYPES if name not in {"RealTimeSubtitleNotify", "CustomMultiPicNotify"}]


@dataclass
class Listening:
    """An open connection."""

    socket: ClientConnection
    live: Live
    seen: list[dict[str, Any]] = field(default_factory=list)

    def send(self, action: str, **fields: Any) -> None:
        self.socket.send(json.dumps({"action": action, "sequence": "0" * 20, **fields}))

    def next(self) -> dict[str, Any]:
        """Return the next message."""
        found: dict[str, Any] = json.loads(self.socket.recv(timeout=HANG_SECONDS))
        self.seen.append(found)
        return found

    def next_of(self, action: str) -> dict[str, Any]:
        while (found := self.next())["action"] != action:
            pass
        return found

    def subscribe(self, *types: str, token: str = "", as_text: bool = True) -> dict[str, Any]:
        """Subscribe as the examples do, and return the reply."""
        shown = "Basic " + base64.b64encode((token or self.live.token).encode()).decode()
        data: Any = {"subscribeType": list(types or TYPES), "confToken": shown}
        self.send("Subscribe", data=json.dumps(data) if as_text else data | {"conferenceID": self.live.id})
        return self.next_of("Subscribe")

    def code_of_close(self) -> int:
        """Read on until it is closed, and return the code."""
        try:
            while True:
                self.next()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 0


def socket_token(live: Live) -> str:
    status, answer = live.call("GET", "wsToken")
    assert status == 200, answer
    return str(answer["webSocketToken"])


@contextmanager
def listening(live: Live, token: str | None = None, conference_id: str = "") -> Iterator[Listening]:
    shown = socket_token(live) if token is None else token
    url = f"{live.caller.url.replace('http', 'ws')}{PATH}?confID={conference_id or live.id}&tmpToken={shown}"
    with connect(url, open_timeout=HANG_SECONDS, close_timeout=1) as socket:
        yield Listening(socket, live)
