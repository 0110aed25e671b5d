"""Call a sandbox with the demo organisation, also as those who don't come by the portal's application."""

import base64
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.sandbox.program import Answer, Caller, Sandbox

PASSWORD = "Sandbox-2026"
PROVIDED = "100000002"
_SP_APP_ID = "7e2c3d4b5a6958473b2a1c0d9e8f7a6b"
_SIGNED = "{appId}:{corpId}:{userId}:{expireTime}:{nonce}"


@dataclass
class Demo(Sandbox):
    sp_app_key: str = field(default="", repr=False)

    def provider(self) -> Caller:
        """Return the administrator of the service provider."""
        return self._provider().caller("", signed=_SIGNED, corpId="")

    def provided(self, user_id: str = "") -> Caller:
        """Return somebody of one of its enterprises; without a name the owner."""
        return self._provider().caller(user_id, signed=_SIGNED, corpId=PROVIDED)

    def _provider(self) -> Sandbox:
        return Sandbox(self.url, app_id=_SP_APP_ID, app_key=self.sp_app_key)


def account_sign_in(
    url: str, account: str, password: str = PASSWORD, /, *, header: str = "", **body: Any
) -> requests.Response:
    """Sign in by account and password. ``header`` replaces the one that is right."""
    sent = {"account": account, "clientType": 72} | body
    basic = "Basic " + base64.b64encode(f"{account}:{password}".encode()).decode()
    headers = {"Authorization": header or basic}
    return requests.post(f"{url}/v1/usg/acs/auth/account", json=sent, headers=headers, timeout=10)


def account_answer(url: str, account: str, password: str = PASSWORD, /, **more: Any) -> Answer:
    answer = account_sign_in(url, account, password, **more)
    return answer.status_code, answer.json()
