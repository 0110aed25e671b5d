"""Access tokens, who they belong to, and where a client gets its own from."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from hwmeeting.errors import NOT_READABLE, ServerFault
from hwmeeting.wire import Fields, fields, seconds, text, whole

# A header may hold no blank and no control character, and an error about it would show the token.
_TOKEN = re.compile(r"[!-~]+")
_ADMINISTRATORS = {0, 1}  # adminType: the default one, an ordinary one
_SP_ADMINISTRATOR = 1  # userType


@dataclass(frozen=True, slots=True)
class Account:
    """Who the vendor takes somebody for (docs/vendor/sign-in.md 2.2); "" where it doesn't say."""

    account: str = ""
    user_uuid: str = ""
    sip_number: str = ""
    third_party_user_id: str = ""
    corp_id: str = ""
    name: str = ""
    is_administrator: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """An access token with the one that renews it ("" if there is none); times are aware UTC."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime
    refresh_expires_at: datetime | None
    account: Account = Account()

    @classmethod
    def from_vendor(cls, source: Fields) -> "Token":
        """As sign-in, refresh and validation answer it; raises ServerFault if token or end is missing."""
        access_token, refresh_token = text(source, "accessToken"), text(source, "refreshToken")
        expires_at = seconds(source, "expireTime")
        if expires_at is None or not _TOKEN.fullmatch(access_token):
            raise ServerFault(code=NOT_READABLE, status=200)
        return cls(
            access_token=access_token,
            refresh_token=refresh_token if _TOKEN.fullmatch(refresh_token) else "",
            expires_at=expires_at,
            refresh_expires_at=seconds(source, "refreshExpireTime"),
            account=_account(fields(source, "user") or {}),
        )


class TokenSource(Protocol):
    """Where a client gets the token of the user it acts as. Both may raise; the call is then not made."""

    def token(self) -> str:
        """One that serves, as far as is known."""
        ...

    def renewed(self, stale: str) -> str:
        """Another one than ``stale``, which the vendor has just not accepted."""
        ...


def _account(user: Fields) -> Account:
    is_sp = whole(user, "userType") == _SP_ADMINISTRATOR
    return Account(
        account=text(user, "ucloginAccount"),
        user_uuid=text(user, "userId"),
        sip_number=text(user, "serviceAccount"),
        third_party_user_id=text(user, "thirdAccount"),
        corp_id=text(user, "companyId"),
        name=text(user, "name"),
        is_administrator=is_sp or whole(user, "adminType") in _ADMINISTRATORS,
    )
