"""Start the sandbox as a program and call it. The signature is computed here anew: nothing of it is shared."""

import base64
import hashlib
import hmac
import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.patience import HANG_SECONDS

_ROOT = Path(__file__).resolve().parents[2]
APP_ID, APP_KEY = "0123456789abcdef0123456789abcdef", "k" * 64
CONFERENCES = "/v1/mmc/management/conferences"
Answer = tuple[int, Any]


class Program:
    """A running ``python -m sandbox``; ``broken_answers`` are those that it must have logged by its end, else none."""

    def __init__(self, directory: Path, *options: str, started_by: Sequence[str] = ("-m", "sandbox")) -> None:
        command = [sys.executable, *started_by, "--port", "0", "--data", str(directory), *options]
        environment = os.environ | {"SANDBOX_APP_KEY": APP_KEY}
        self._log = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 — closed when the program has ended
        self.process = subprocess.Popen(
            command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, stderr=self._log, text=True
        )
        assert self.process.stdout is not None
        self.broken_answers: list[str] = []
        self.printed: list[str] = []
        for line in self.process.stdout:
            self.printed.append(line.rstrip("\n"))
            if line.startswith("Ready: "):
                break
        else:
            pytest.fail(f"It did not start, but ended with {self._wait()}.")
        self.url = self.printed[-1].removeprefix("Ready: ")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End the program. Return the exit code."""
        self.process.send_signal(number)
        return self._wait()

    def kill(self) -> None:
        self.process.kill()
        self._wait()

    def _wait(self) -> int:
        code = self.process.wait(timeout=HANG_SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._log.seek(0)
        logged = self._log.read()
        self._log.close()
        sys.stderr.write(logged)
        assert re.findall(r"ContractViolation: (.*)", logged) == self.broken_answers
        return code


@dataclass
class Sandbox:
    """The sandbox's own addresses, and how to sign in."""

    url: str
    app_id: str = APP_ID
    app_key: str = field(default=APP_KEY, repr=False)

    def sign_in(
        self, user_id: str | None, *, signed: str | None = None, form: str = "{lower},access={access}", **body: Any
    ) -> requests.Response:
        """Sign in by appauth. ``signed`` replaces the message, ``form`` says how the signature is written."""
        sent = {
            "appId": self.app_id,
            "clientType": 72,
            "expireTime": int(time.time()) + 600,
            "nonce": secrets.token_hex(16),
            "userId": user_id,
        } | body
        message = signed or f"{sent['appId']}:{user_id or ''}:{sent['expireTime']}:{sent['nonce']}"
        found = hmac.new(self.app_key.encode(), message.format(**sent).encode(), hashlib.sha256).hexdigest()
        access = base64.b64encode(str(sent["appId"]).encode()).decode()
        header = "HMAC-SHA256 signature=" + form.format(lower=found, upper=found.upper(), access=access)
        return requests.post(
            f"{self.url}/v2/usg/acs/auth/appauth", json=sent, headers={"Authorization": header}, timeout=10
        )

    def caller(self, user_id: str = "", **body: Any) -> "Caller":
        """Sign somebody in; without a name the owner of the enterprise."""
        answer = self.sign_in(user_id, **body)
        assert answer.status_code == 200, answer.text
        return Caller(self.url, answer.json())

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = requests.get(f"{self.url}/_sandbox/state", timeout=10).json()
        return found

    def meeting(self, conference_id: str) -> dict[str, Any]:
        """Return the meeting as the state has it."""
        return next(one for one in self.state()["meetings"] if one["conferenceID"] == conference_id)

    def ledger(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = requests.get(f"{self.url}/_sandbox/ledger", timeout=10).json()
        return found

    def post(self, name: str, body: Any = None) -> Answer:
        """Call one of its own addresses."""
        answer = requests.post(f"{self.url}/_sandbox/{name}", json=body, timeout=10)
        return answer.status_code, answer.json()

    def fault(self, **fault: Any) -> None:
        status, answer = self.post("faults", fault)
        assert status == 200, answer

    def open(self, url: str, *, platform: str = "windows", **more: Any) -> Answer:
        """Open a link in the stand-in client."""
        return self.post("client", {"url": url, "platform": platform, **more})


@dataclass
class Caller:
    """Somebody who is signed in, with a token."""

    url: str
    login: dict[str, Any] = field(repr=False)

    @property
    def token(self) -> str:
        return str(self.login["accessToken"])

    @property
    def uuid(self) -> str:
        return str(self.login["user"]["userId"])

    def response(self, method: str, path: str, *, token: str = "", **more: Any) -> requests.Response:
        headers = {"X-Access-Token": token or self.token} | more.pop("headers", {})
        return requests.request(method, self.url + path, headers=headers, timeout=10, **more)

    def call(self, method: str, path: str, **more: Any) -> Answer:
        """Call an operation. The answer is None where it has no body."""
        answer = self.response(method, path, **more)
        return answer.status_code, answer.json() if answer.content else None

    def create(self, **body: Any) -> Answer:
        return self.call("POST", CONFERENCES, json=booking(**body))

    def book(self, **body: Any) -> dict[str, Any]:
        """Create a meeting that is accepted."""
        status, answer = self.create(**body)
        assert status == 200, answer
        found: dict[str, Any] = answer[0]
        return found

    def edit(self, conference_id: str, **body: Any) -> Answer:
        """Edit a meeting; the body is sent as it is, with mediaTypes alone added."""
        sent = {"mediaTypes": "HDVideo", **body}
        return self.call("PUT", CONFERENCES, params={"conferenceID": conference_id}, json=sent)

    def cancel(self, conference_id: str, **query: Any) -> Answer:
        return self.call("DELETE", CONFERENCES, params={"conferenceID": conference_id, **query})

    def list(self, **query: Any) -> Answer:
        return self.call("GET", CONFERENCES, params=query)

    def detail(self, conference_id: str, **query: Any) -> Answer:
        return self.call("GET", f"{CONFERENCES}/confDetail", params={"conferenceID": conference_id, **query})

    def history(self, **query: Any) -> Answer:
        span = {"startDate": 0, "endDate": int(time.time() * 1000) + 60_000}
        return self.call("GET", f"{CONFERENCES}/history", params=span | query)


def booking(**fields: Any) -> dict[str, Any]:
    """Return the body of a booking for tomorrow, an hour long."""
    wanted = {"startTime": utc(hours=24), "length": 60, "subject": "Roadmap", "mediaTypes": "HDVideo"} | fields
    return {name: value for name, value in wanted.items() if value is not ...}


def utc(**ahead: float) -> str:
    """Return a time so long from now, as the vendor writes it."""
    return (datetime.now(UTC) + timedelta(**ahead)).strftime("%Y-%m-%d %H:%M")


def refused(code: str, status: int = 400) -> tuple[int, str]:
    return status, code


def why(answer: Answer) -> tuple[int, str]:
    """Return status and error_code of a refusal."""
    return answer[0], answer[1]["error_code"]
