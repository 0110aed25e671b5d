"""Access tokens, the account that one belongs to, and the source that a client asks for its own."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from hwmeeting.errors import ServerFault
from hwmeeting.wire.reading import Fields, read_epoch_seconds, read_integer, read_object, read_text

# A header may hold no blank and no control character, and an error about it would show the token.
_TOKEN = re.compile(r"[!-~]+")
_ADMINISTRATORS = {0, 1}  # adminType: the default one, an ordinary one
_SP_ADMINISTRATOR = 1  # userType


@dataclass(frozen=True, slots=True)
class Account:
    """The account that the vendor signed in (docs/vendor/sign-in.md 2.2); "" where it doesn't say."""

    account: str = ""
    user_uuid: str = ""
    sip_number: str = ""
    third_party_user_id: str = ""
    corp_id: str = ""
    name: str = ""
    is_administrator: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """An access token with the one that renews it ("" if there is none); times are aware UTC.

    ``answered_at`` is the vendor's clock at a sign-in by application, to the second, where its answer has it.
    """

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime
    refresh_expires_at: datetime | None
    account: Account = Account()
    answered_at: datetime | None = None

    @classmethod
    def from_vendor(cls, source: Fields) -> "Token":
        """Read it from the answer to sign-in, refresh or validation; raise ServerFault if token or end is missing."""
        access_token, refresh_token = read_text(source, "accessToken"), read_text(source, "refreshToken")
        expires_at = read_epoch_seconds(source, "expireTime")
        if expires_at is None or not _TOKEN.fullmatch(access_token):
            raise ServerFault.not_readable()
        return cls(
            access_token=access_token,
            refresh_token=refresh_token if _TOKEN.fullmatch(refresh_token) else "",
            expires_at=expires_at,
            refresh_expires_at=read_epoch_seconds(source, "refreshExpireTime"),
            account=_read_account(read_object(source, "user") or {}),
        )


class TokenSource(Protocol):
    """The source of the token that a client acts with. Both methods may raise; the call is then not made."""

    def token(self) -> str:
        """Return a token that is good as far as is known."""
        ...

    def renewed(self, stale: str) -> str:
        """Return another token than ``stale``, which the vendor has just refused."""
        ...


def _read_account(user: Fields) -> Account:
    is_sp = read_integer(user, "userType") == _SP_ADMINISTRATOR
    return Account(
        account=read_text(user, "ucloginAccount"),
        user_uuid=read_text(user, "userId"),
        sip_number=read_text(user, "serviceAccount"),
        third_party_user_id=read_text(user, "thirdAccount"),
        corp_id=read_text(user, "companyId"),
        name=read_text(user, "name"),
        is_administrator=is_sp or read_integer(user, "adminType") in _ADMINISTRATORS,
    )
