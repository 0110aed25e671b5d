"""List where the vendor's documents go beyond the data of its SDK (sections are those of docs/vendor)."""

from typing import Any

_TOKEN = "UpdateTokenResponse"  # noqa: S105 — every call about tokens answers with the same object (2.1)


def _parameters(*names: str) -> list[dict[str, Any]]:
    """Declare text parameters; a name that ends in ``!`` is mandatory."""
    return [{"name": name.rstrip("!"), "type": "str", "required": name.endswith("!")} for name in names]


def _fields(**types: str) -> dict[str, Any]:
    """Declare the fields of an object; a type that ends in ``!`` is mandatory."""
    return {
        "fields": [
            {"name": name, "type": written.rstrip("!"), "required": written.endswith("!")}
            for name, written in types.items()
        ]
    }


# The SDK signs in by itself, so its list of operations has neither (2.1, 2.3).
OPERATIONS: list[dict[str, Any]] = [
    {
        "operation": "AppAuth",
        "method": "POST",
        "path": "/v2/usg/acs/auth/appauth",
        "query": [],
        "headers": _parameters("Authorization!", "X-Token-Type", "X-Request-ID", "Accept-Language"),
        "body": "AppAuthReq",
        "response": _TOKEN,
    },
    {
        "operation": "AccountAuth",
        "method": "POST",
        "path": "/v1/usg/acs/auth/account",
        "query": [],
        "headers": _parameters("Authorization!", "X-Request-ID", "Accept-Language"),
        "body": "AccountAuthReq",
        "response": _TOKEN,
    },
]
MODELS: dict[str, dict[str, Any]] = {
    "AppAuthReq": _fields(
        appId="str!",
        clientType="int!",
        corpId="str",
        expireTime="int!",
        nonce="str!",
        userId="str",
        userName="str",
        userEmail="str",
        userPhone="str",
        deptCode="str",
    ),
    "AccountAuthReq": _fields(account="str!", clientType="int!", HA2="str", createTokenType="int"),
}

# Calls that need no access token, or take another one. All others are for somebody who is signed in.
WITHOUT_ACCESS_TOKEN = {
    ("POST", "/v2/usg/acs/auth/appauth"),
    ("POST", "/v1/usg/acs/auth/account"),
    ("POST", "/v1/usg/acs/token/validate"),  # the token stands in the body (2.5)
    ("POST", "/v1/mmc/control/conferences/inviteWithPwd"),  # the password stands in the body (10.5)
    ("POST", "/v1/mmc/cqs/media/qos"),  # the header confToken (10.10)
    ("GET", "/v1/mmc/control/confmaintain/queryMgmtSiteStatus"),
    ("PUT", "/v1/usg/acs/token"),  # which token it wants is an assumption (2.4)
}
# Headers that let somebody in instead (10, 14).
ENTRY_HEADERS = {"X-Password", "X-Conference-Authorization"}

# Requests: other types than the model's that are taken as well.
TAKEN: dict[tuple[str, str], str] = {
    ("RestScheduleConfDTO", "isAutoRecord"): "int or bool",  # old clients (4.1)
    # An example sends the isSend… as "false"; the other switches of the same object are read by the same rule (4.3).
    **{
        ("RestConfConfigDTO", name): "bool or str"
        for name in (
            "isSendNotify",
            "isSendSms",
            "isSendCalendar",
            "isAutoMute",
            "isHardTerminalAutoMute",
            "isGuestFreePwd",
            "allowGuestStartConf",
            "enableWaitingRoom",
            "isHostCameraOn",
            "isGuestCameraOn",
        )
    },
}
# Requests: what is missing has a number of its own here, which the operation gives; elsewhere it is one for all.
MISSED_BY_THE_OPERATION = {
    ("RestScheduleConfDTO", "mediaTypes"),  # 111071018
    ("RestScheduleCycleConfDTO", "mediaTypes"),
    ("CycleParams", "startDate"),  # 111071041
    ("CycleParams", "endDate"),  # 111071042
    ("CycleParams", "cycle"),  # 111071043
    ("CycleParams", "preRemindDays"),  # 111071030
    ("RestCancelSingleRecordCycleConfListReqBody", "cycleSubConfIDs"),  # 111071016
    ("StartRequest", "password"),  # 111070009
    ("InterpreterInfo", "loginAccount"),  # or userID (10.9)
}

# Answers: fields that stand in examples only (22).
ANSWERED: dict[tuple[str, str], str] = {
    ("CycleParams", "cycleCount"): "int",
    ("CycleSubConfConfigDTO", "joinBeforeHostTime"): "int",
}
# An answer without fields may be empty, or what the SDK has for it (1.3).
NOTHING = "RestResponse"
