"""Sign in by App ID, and renew and end the tokens."""

import re
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import applications, tokens, users
from sandbox.state.applications import Application
from sandbox.state.tokens import Token
from sandbox.state.users import User
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import field_types, signature

_BAD, _NOT_SIGNED, _EXPIRED, _NOT_BOUND = "USG.200000003", "USG.206010025", "USG.206010057", "USG.206010058"
_INVALID_TOKEN, _KICKED, _UNKNOWN_CLIENT = "USG.206020000", "USG.206020002", "USG.206040000"
_LARGEST = range(-(2**63), 2**63)
_CLIENT_TYPES = {72, 50, 51, 52, 53, 54, 55}
_PHONE, _EMAIL = re.compile(r"\+?[0-9]{3,20}"), re.compile(r"[^@\s]+@[^@\s]+")

_SIGN_IN = (
    field_types.Text("appId", longest=64, code=_BAD),
    field_types.Text("corpId", longest=64, code=_BAD),
    field_types.Text("userId", longest=64, code=_BAD),
    field_types.Text("nonce", longest=64, code=_BAD),
    field_types.Text("userName", longest=256, code=_BAD),
    field_types.Text("userEmail", longest=255, code=_BAD),
    field_types.Text("userPhone", longest=32, code=_BAD),
    field_types.Text("deptCode", longest=64, code=_BAD),
)
_NUMBERS = (
    field_types.Integer("expireTime", 0, _LARGEST, _BAD),
    field_types.Integer("clientType", 0, _CLIENT_TYPES, _UNKNOWN_CLIENT),
)
_VALIDATE = (
    field_types.Text("token", longest=256, code=_INVALID_TOKEN),
    field_types.Boolean("needGenNewToken", default=False),
    field_types.Boolean("needAccountInfo", default=False),
)


def sign_in(call: Call) -> dict[str, Any]:
    """Answer POST /v2/usg/acs/auth/appauth"""
    if call.headers.get("x-token-type", "LongTicket") != "LongTicket":
        raise Refused(_BAD)
    asked = field_types.read_fields(call.body(), _SIGN_IN + _NUMBERS)
    if len(asked["nonce"]) < 32:
        raise Refused(_BAD)
    application = _authenticate(call, asked)
    user = _user_of(call, application, asked)
    call.caller = user.third_account or user.account
    token = tokens.issue(call.db, user_uuid=user.uuid, client_type=asked["clientType"], ip=call.ip)
    return serialize_token(token, user)


def refresh(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/usg/acs/token

    Newer pages want the refresh token in the header, older ones and the SDK the access token.
    """
    token = _token_to_renew(call)
    user = _owner(call, token)
    return serialize_token(
        _renew(call, token, ends_old=call.assumptions.value("refresh_ends_old_token") == "yes"), user
    )


def validate(call: Call) -> dict[str, Any]:
    """Answer POST /v1/usg/acs/token/validate"""
    asked = field_types.read_fields(call.body(), _VALIDATE)
    token = tokens.find(call.db, asked["token"])
    if token is None or token.ended or token.expires_at <= call.real_now:
        raise Refused(_KICKED if token and token.ended == tokens.KICKED else _INVALID_TOKEN)
    user = _owner(call, token)
    call.had_effect = asked["needGenNewToken"]
    if call.had_effect:
        token = _renew(call, token)
    return serialize_token(token, user if asked["needAccountInfo"] else None)


def log_out(call: Call) -> dict[str, Any]:
    """Answer DELETE /v1/usg/acs/token"""
    call.user()
    tokens.end_token(call.db, call.token().access_token)
    return {"returnCode": 0, "returnDesc": "Success"}


def login_ticket(call: Call) -> dict[str, Any]:
    """Answer POST /v1/usg/acs/auth/portal-ref-nonce"""
    seconds = int(call.assumptions.value("login_ticket_seconds"))
    return {"nonce": tokens.issue_login_ticket(call.db, user_uuid=call.user().uuid, seconds=seconds)}


def _authenticate(call: Call, asked: dict[str, Any]) -> Application:
    application = applications.find(call.db, asked["appId"])
    if application is None or application.status == applications.STOPPED:
        raise Refused(_NOT_SIGNED)
    is_single = application.kind == applications.SINGLE
    if (is_single and asked["corpId"]) or (not is_single and asked["userId"] and not asked["corpId"]):
        raise Refused(_NOT_SIGNED)
    message = signature.build_message(
        app_id=application.app_id,
        corp_id=None if is_single else asked["corpId"],
        user_id=asked["userId"],
        expire_time=asked["expireTime"],
        sign_nonce=asked["nonce"],
    )
    header, now = call.headers.get("authorization", ""), call.real_now + call.skew
    keys = application.keys(now=now)
    if not any(signature.is_signed(header, app_id=application.app_id, app_key=key, message=message) for key in keys):
        raise Refused(_NOT_SIGNED)
    if asked["expireTime"] != 0 and now > asked["expireTime"]:
        raise Refused(_EXPIRED)
    if not tokens.use_sign_nonce(
        call.db, app_id=application.app_id, sign_nonce=asked["nonce"], expires_at=asked["expireTime"], now=now
    ):
        raise Refused(_NOT_SIGNED)
    return application


def _user_of(call: Call, application: Application, asked: dict[str, Any]) -> User:
    if asked["corpId"] and not users.has_enterprise(call.db, corp_id=asked["corpId"], sp_app_id=application.app_id):
        raise Refused(_NOT_BOUND)
    corp_id = asked["corpId"] or application.corp_id
    # Blank is empty: whoever signs in so is the owner of the enterprise, or of the service provider.
    third_account = asked["userId"] if asked["userId"].strip() else ""
    user = users.find_by_third_account(call.db, corp_id=corp_id, third_account=third_account)
    _check_profile(call, asked, user, corp_id)
    if user is None:
        user = users.register(call.db, corp_id=corp_id, third_account=third_account, name=asked["userName"])
    profile = {
        "name": asked["userName"],
        "email": asked["userEmail"],
        "phone": asked["userPhone"],
        "dept_code": asked["deptCode"],
    }
    users.write_profile(call.db, user, profile)
    return users.find(call.db, user.uuid) or user


def _check_profile(call: Call, asked: dict[str, Any], user: User | None, corp_id: str) -> None:
    email, phone = asked["userEmail"], asked["userPhone"]
    if (email and not _EMAIL.fullmatch(email)) or (phone and not _PHONE.fullmatch(phone)):
        raise Refused(_BAD)
    for column, value, code in (("phone", phone, "USG.206010065"), ("email", email, "USG.206010066")):
        if value and users.is_taken(call.db, column=column, value=value, by_other_than=user, corp_id=corp_id):
            raise Refused(code)


def _owner(call: Call, token: Token) -> User:
    user = users.find(call.db, token.user_uuid)
    assert user is not None
    call.caller = user.third_account or user.account
    return user


def _token_to_renew(call: Call) -> Token:
    takes = call.assumptions.value("refresh_takes")
    is_access_token = tokens.find(call.db, call.headers.get("x-access-token", "")) is not None
    if takes == "access_token" or (takes == "either" and is_access_token):
        return call.token()
    return _by_refresh_token(call)


def _by_refresh_token(call: Call) -> Token:
    token = tokens.find_by_refresh_token(call.db, call.headers.get("x-access-token", ""))
    if token is None or token.ended or token.refresh_expires_at <= call.real_now:
        raise Refused(_KICKED if token and token.ended == tokens.KICKED else _INVALID_TOKEN)
    return token


def _renew(call: Call, token: Token, *, ends_old: bool = True) -> Token:
    """Return a new token in place of the old one."""
    if ends_old:
        tokens.end_token(call.db, token.access_token)
    return tokens.issue(call.db, user_uuid=token.user_uuid, client_type=token.client_type, ip=call.ip)


def serialize_token(token: Token, user: User | None) -> dict[str, Any]:
    """Return the token object of every call about tokens."""
    found: dict[str, Any] = {
        "accessToken": token.access_token,
        "tokenIp": token.ip,
        "validPeriod": token.valid_period,
        "expireTime": token.expires_at,
        "createTime": token.created_ms,
        "clientType": token.client_type,
        "forceLoginInd": None,
        "firstLogin": False,
        "pwdExpired": False,
        "daysPwdAvailable": -19678,
        "proxyToken": None,
        "delayDelete": False,
        "tokenType": 0,
        "refreshToken": token.refresh_token,
        "refreshValidPeriod": tokens.REFRESH_PERIOD,
        "refreshExpireTime": token.refresh_expires_at,
        "refreshCreateTime": token.created_ms,
    }
    if user is not None:
        found["user"] = _serialize_account(user)
    return found


def _serialize_account(user: User) -> dict[str, Any]:
    return {
        "userId": user.uuid,
        "ucloginAccount": user.account,
        "serviceAccount": f"sip:{user.sip_number}@huaweicloud.com",
        "alias1": user.sip_number,
        "realm": "huaweicloud.com",
        "companyId": user.corp_id,
        "companyDomain": "huaweicloud.com",
        "userType": user.user_type,
        "adminType": user.admin_type,
        "name": user.name,
        "nameEn": "",
        "thirdAccount": user.third_account,
        "isBindPhone": bool(user.phone),
        "freeUser": False,
        "weLinkUser": False,
        "grayUser": False,
        "status": 0,
        "corpType": 0,
        "appId": None,
        "password": None,
        "headPictureUrl": None,
    }
