"""A server of one's own for each test, and a client that acts as somebody there."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from hwmeeting import Client
from hwmeeting.pool import pool_for
from tests.hwmeeting.vendor_server import VendorServer


@dataclass
class Tokens:
    """A token source that counts."""

    stale: list[str] = field(default_factory=list)

    def token(self) -> str:
        return "token-0"

    def renewed(self, stale: str) -> str:
        self.stale.append(stale)
        return f"token-{len(self.stale)}"


@pytest.fixture
def server() -> Iterator[VendorServer]:
    server = VendorServer()
    yield server
    pool_for(server.url).close()
    server.stop()


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
def client(server: VendorServer, tokens: Tokens) -> Client:
    return Client(base_url=server.url, token_source=tokens)
