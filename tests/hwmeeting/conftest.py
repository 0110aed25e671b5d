"""Two counterparts of the client: a server for each test that does what the test wants, and the sandbox."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from hwmeeting import Client, KeptToken, SignIn
from hwmeeting.http.pool import get_pool
from sandbox.contract.declared import MODELS, OPERATIONS
from sandbox.contract.types import Types
from tests.hwmeeting.vendor_server import VendorServer

_ROOT = Path(__file__).resolve().parents[2]
# Stricter than the vendor, who passes over what it doesn't know: a field of another name would be lost in silence.
_CONTRACT = Types(MODELS, closed=True, takes_null=False, also={})
_BODIES = {row["operation"]: _CONTRACT.check(row["body"]) for row in OPERATIONS if row["body"]}
# The applications of the demo organisation; the keys are made by each sandbox itself.
_APP_ID, _SP_APP_ID = "6f1d2c3b4a5948576a7b8c9d0e1f2a3b", "7e2c3d4b5a6958473b2a1c0d9e8f7a6b"


@dataclass
class Tokens:
    """A token source that records the tokens it was asked to renew."""

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
    get_pool(server.url).close()
    server.stop()


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
def client(server: VendorServer, tokens: Tokens) -> Client:
    return Client(base_url=server.url, token_source=tokens)


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox with its demo organisation."""

    url: str
    single: tuple[str, str]
    provider: tuple[str, str]

    def sign_in(self) -> SignIn:
        return SignIn(self.url, *self.single)

    def client(self, user_id: str) -> Client:
        sign_in = self.sign_in()
        return Client(base_url=self.url, token_source=KeptToken(lambda: sign_in.as_user(user_id)))

    def plan(self, kind: str, match: str, **how: Any) -> None:
        """Make the next call that matches go wrong."""
        fault = {"kind": kind, "match": match, "times": 1, **how}
        requests.post(f"{self.url}/_sandbox/faults", json=fault, timeout=10).raise_for_status()

    def assume(self, name: str, value: str) -> None:
        """Choose another reading of what the contract leaves open, until the next reset."""
        requests.post(f"{self.url}/_sandbox/assume", json={name: value}, timeout=10).raise_for_status()

    def open(self, url: str, **more: Any) -> str:
        """Open a link in the stand-in client and return the id of the new participant."""
        answer = requests.post(f"{self.url}/_sandbox/client", json={"url": url, "platform": "web"} | more, timeout=10)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["participant"])

    def forward(self, seconds: int) -> None:
        """Move the clock of the meetings forward."""
        body = {"forward_seconds": seconds}
        requests.post(f"{self.url}/_sandbox/clock", json=body, timeout=10).raise_for_status()

    def ledger(self, method: str) -> list[dict[str, Any]]:
        """Return the calls of one method that had an effect on meetings."""
        rows = requests.get(f"{self.url}/_sandbox/ledger", timeout=10).json()
        return [row for row in rows if row["method"] == method and "/mmc/" in row["path"]]

    def conference(self, conference_id: str) -> dict[str, Any]:
        """Return the meeting as the sandbox keeps it."""
        state = requests.get(f"{self.url}/_sandbox/state", timeout=10).json()
        return next(dict(one) for one in state["meetings"] if one["conferenceID"] == conference_id)


@contextmanager
def _running(directory: Path, *seed: str) -> Iterator[Sandbox]:
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--data", str(directory), *seed]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        url = next(line for line in program.stdout if line.startswith("Ready: ")).split()[1]
        keys = [(directory / name).read_text().strip() for name in ("app-key.txt", "sp-app-key.txt")]
        yield Sandbox(url, (_APP_ID, keys[0]), (_SP_APP_ID, keys[1]))
        get_pool(url).close()
        program.terminate()


@pytest.fixture(scope="session")
def running_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """With a short past, since it is planted anew for each test."""
    with _running(tmp_path_factory.mktemp("sandbox"), "--seed", "large", "--history", "40") as found:
        yield found


@pytest.fixture
def sandbox_with_a_long_past(tmp_path: Path) -> Iterator[Sandbox]:
    """As in the demo."""
    with _running(tmp_path, "--seed", "demo") as found:
        yield found


@pytest.fixture
def sandbox(running_sandbox: Sandbox) -> Iterator[Sandbox]:
    """Yield the sandbox reset to its seed; at the end every body that the client sent fits the contract."""
    requests.post(f"{running_sandbox.url}/_sandbox/reset", json={}, timeout=10).raise_for_status()
    yield running_sandbox
    for row in requests.get(f"{running_sandbox.url}/_sandbox/ledger", timeout=10).json():
        if check := _BODIES.get(row["operation"]):
            assert check(row["request"]) is None, row["operation"]
