"""Sign in by account and password."""

import base64
import binascii
from functools import partial
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import passwords, tokens, users
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.operations import login
from sandbox.vendor_api.rules import field_types

_BAD, _WRONG, _LOCKED = "USG.200000003", "USG.206010000", "USG.206030015"
_UNKNOWN_CLIENT, _NO_SUCH_CAPTCHA = "USG.206040000", "USG.206060014"
_ISSUE, _DO_NOT_ISSUE = 0, 1  # createTokenType
_DAYS_AVAILABLE = 90
# What isn't there where no token is issued.
_OF_THE_TOKEN = {
    "accessToken",
    "validPeriod",
    "expireTime",
    "createTime",
    "tokenType",
    "refreshToken",
    "refreshValidPeriod",
    "refreshExpireTime",
    "refreshCreateTime",
}
_FIELDS = (
    field_types.Text("account", longest=255, code=_BAD),
    field_types.Integer("clientType", 0, {0, 5, 6, tokens.API_CLIENT}, _UNKNOWN_CLIENT),
    field_types.Text("HA2", longest=1024, code=_BAD),
    field_types.Integer("createTokenType", _ISSUE, {_ISSUE, _DO_NOT_ISSUE}, _BAD),
)


def sign_in(call: Call) -> dict[str, Any]:
    """Answer POST /v1/usg/acs/auth/account

    Whether the account is unknown or the password wrong is the same answer.
    """
    asked = field_types.read_fields(call.body(), _FIELDS)
    if not asked["account"]:
        raise Refused(_BAD)
    if asked["clientType"] == tokens.API_CLIENT and call.assumptions.value("account_takes_72") == "no":
        raise Refused(_UNKNOWN_CLIENT)
    if asked["HA2"]:  # no captcha was ever asked for
        raise Refused(_NO_SUCH_CAPTCHA)
    account, password = _credentials(call.headers.get("authorization", ""))
    user = users.find_by_account(call.db, account) if account == asked["account"] else None
    if user is None:
        raise Refused(_WRONG)
    call.caller = user.account
    now = call.real_now + call.skew
    if passwords.is_locked(call.db, user.uuid, now=now):
        raise Refused(_LOCKED)
    if not passwords.is_right(call.db, user.uuid, password, now=now):
        raise Refused(_WRONG)
    call.had_effect = asked["createTokenType"] == _ISSUE
    make = partial(tokens.issue, call.db) if call.had_effect else tokens.make_unissued
    token = make(user_uuid=user.uuid, client_type=asked["clientType"], ip=call.ip)
    found = login.serialize_token(token, user) | {"daysPwdAvailable": _DAYS_AVAILABLE}
    return found if call.had_effect else {name: found[name] for name in found if name not in _OF_THE_TOKEN}


def _credentials(header: str) -> tuple[str, str]:
    """Return account and password of ``Basic base64(account:password)``."""
    scheme, _, written = header.strip().partition(" ")
    try:
        account, colon, password = base64.b64decode(written, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Refused(_WRONG) from error
    if scheme != "Basic" or not colon:
        raise Refused(_WRONG)
    return account, password
