"""Hold one call of the vendor's interface, as the operations see it."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox import clock
from sandbox.contract.assumptions import Assumptions
from sandbox.contract.errors import Refused
from sandbox.contract.strict_json import parse_json
from sandbox.state import tokens, users
from sandbox.state.users import User

_MMC_DENIES = {"absent": "MMC.111070111", "invalid": "MMC.118000001"}
_USG_DENIES = {"absent": "USG.200000004", "invalid": "USG.206020000"}
_KICKED = "USG.206020002"


@dataclass(slots=True)
class Call:
    """One call; ``parts`` are the variable parts of the path, ``address`` is where the sandbox itself is reached.

    ``skew`` is what the fault clock_skew adds, and ``list_age`` how far the fault stale_list puts lists behind,
    both in seconds.

    ``now`` is the time of the meetings, ``real_now`` that of tokens and signatures.
    ``caller`` is known once the call has been authenticated, and is what the ledger names. ``had_effect`` is
    False where a call that could have changed something found nothing to change.
    """

    db: sqlite3.Connection
    method: str
    path: str
    parts: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    raw: bytes
    ip: str
    address: str
    skew: int = 0
    list_age: float = 0
    assumptions: Assumptions = field(default_factory=Assumptions)
    now: int = field(default_factory=clock.now)
    real_now: int = field(default_factory=clock.now)
    caller: str = ""
    had_effect: bool = True
    # By the id of a webhook, whether its address has answered what it was asked meanwhile.
    proven: dict[str, bool] = field(default_factory=dict)
    # In a tuple, since null is JSON as well.
    _parsed: tuple[Any] | None = field(default=None, init=False, repr=False)

    @property
    def is_usg(self) -> bool:
        """Return whether it is for the services of users and login; all others are meetings."""
        return "/usg/" in self.path

    def json(self) -> Any:
        """Return the JSON of the body. Refuse if there is none."""
        if self._parsed is None:
            if not self.raw.strip():
                raise Refused("USG.200000003" if self.is_usg else "MMC.111072057")
            try:
                self._parsed = (parse_json(self.raw),)
            except ValueError as error:
                raise Refused("USG.200000003" if self.is_usg else "MMC.111070001") from error
        return self._parsed[0]

    def body(self) -> dict[str, Any]:
        """Return the JSON object of the body. Refuse if there is none."""
        value = self.json()
        if not isinstance(value, dict):
            raise Refused("USG.200000003" if self.is_usg else "MMC.111071062")
        return value

    def user(self) -> User:
        """Return whoever the access token belongs to. Refuse without a live one."""
        user = users.find(self.db, self.token().user_uuid)
        assert user is not None
        self.caller = user.third_account or user.account
        return user

    def token(self) -> tokens.Token:
        denies = _USG_DENIES if self.is_usg else _MMC_DENIES
        access_token = self.headers.get("x-access-token", "")
        if not access_token:
            raise Refused(denies["absent"])
        token = tokens.find(self.db, access_token)
        if token is None or token.ended == tokens.ENDED or token.expires_at <= self.real_now:
            raise Refused(denies["invalid"])
        if token.ended == tokens.KICKED:
            raise Refused(_KICKED)
        return token
