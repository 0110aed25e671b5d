"""Cut the TCP connection of a request, or starve it, as a network does."""

import asyncio
import math
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Send
from uvicorn.protocols.http.h11_impl import H11Protocol

# The pause between two drops, where there are bytes enough for it.
_DRIP_SECONDS = 0.1


class ConnectionFaultProtocol(H11Protocol):
    """Gives each request the transport of its connection, which ASGI doesn't."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state: dict[str, Any] = self.app_state | {"transport": transport}


async def abort_connection(request: Request) -> None:
    """Cut the connection without an answer, not a byte."""
    request.state.transport.abort()
    await _wait_until_disconnected(request)


async def send_half(request: Request, send: Send, response: Response) -> None:
    """Announce the whole answer and give half of it."""
    await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
    half = bytes(response.body)[: len(response.body) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
    request.state.transport.close()
    await _wait_until_disconnected(request)


async def send_slowly(request: Request, send: Send, response: Response, seconds: float) -> None:
    """Send the whole answer, so slowly that it takes ``seconds``, and never be silent for long."""
    await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
    body = bytes(response.body)
    size = max(1, math.ceil(len(body) * _DRIP_SECONDS / max(seconds, _DRIP_SECONDS)))
    for at in range(0, len(body), size):
        await send({"type": "http.response.body", "body": body[at : at + size], "more_body": True})
        if not await sleep_unless_ending(seconds * size / len(body)):
            request.state.transport.abort()
            await _wait_until_disconnected(request)
            return
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def sleep_unless_ending(seconds: float) -> bool:
    """Sleep. Return False where the sandbox ends meanwhile.

    Nothing is lost by swallowing that: the answer is the last thing due.
    """
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        return False
    return True


async def _wait_until_disconnected(request: Request) -> None:
    """Wait for the disconnection: only then the server knows that no answer is to come."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
