"""Listen, say when the sandbox answers, and end quickly."""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn

from sandbox.contract.assumptions import Assumptions
from sandbox.demo.seed import Seed
from sandbox.server import certificate
from sandbox.server.application import build_application
from sandbox.server.connection_faults import ConnectionFaultProtocol
from sandbox.server.options import Options
from sandbox.service import Service
from sandbox.state.database import Database

_ANY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 — what it says where --expose was given
_KEEP_ALIVE_SECONDS = 75
_ENDING_SECONDS = 1
_TICK_SECONDS = 1
_log = logging.getLogger("sandbox")


class PortTaken(Exception):
    """Somebody else listens there."""


def listen(options: Options) -> socket.socket:
    """Return a listening socket. Raise PortTaken, with a sentence."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    # asyncio switches Nagle's delay off only where the protocol is named.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((options.host, options.port))
    except OSError as error:
        listening.close()
        raise PortTaken(
            f"The sandbox cannot listen on {options.host} port {options.port}: {error.strerror or error}."
        ) from error
    return listening


def serve(options: Options, seed: Seed, listening: socket.socket) -> None:
    """Serve until TERM or Ctrl-C."""
    address = _format_address(options, listening)
    service = Service(Database(options.directory / "sandbox.sqlite3"), seed, address, Assumptions(options.assumptions))
    service.begin()
    tls = {}
    if options.has_tls:
        host = options.host if options.host not in _ANY_ADDRESS else "127.0.0.1"
        chain, key = certificate.ensure_certificate(options.directory / "tls", host=host, ca_file=options.ca_file)
        tls = {"ssl_certfile": str(chain), "ssl_keyfile": str(key)}
    config = uvicorn.Config(
        build_application(service),
        http=ConnectionFaultProtocol,
        ws="websockets-sansio",
        ws_ping_interval=None,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_ENDING_SECONDS,
        backlog=1024,
        **tls,  # type: ignore[arg-type]
    )
    try:
        asyncio.run(_Server(config, service).serve(sockets=[listening]))
    finally:
        service.database.close()


class _Server(uvicorn.Server):
    """Says where it is reached, and takes a signal as a request to end, not as its death."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service
        self._ticking: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ticking = asyncio.create_task(_tick(self._service))
        sys.stdout.write(f"Ready: {self._service.address}\n")
        sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._ticking:
            self._ticking.cancel()
        self._service.crowds.stop()
        self._service.feeds.close_all()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield


async def _tick(service: Service) -> None:
    """Let the time pass once a second, also where nobody calls."""
    while True:
        await asyncio.sleep(_TICK_SECONDS)
        try:
            service.let_time_pass()
        except Exception:  # noqa: BLE001 — a bug of ours must not end the clock
            _log.exception("the clock failed")


def _format_address(options: Options, listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    if options.host in _ANY_ADDRESS:
        host = "127.0.0.1"
    return f"{'https' if options.has_tls else 'http'}://{f'[{host}]' if ':' in host else host}:{port}"
