"""Refuse a call whose parameters or body are not of the contract's types, before the operation looks at values."""

import re

from sandbox.contract.declared import Declared, Parameter
from sandbox.contract.errors import Refused
from sandbox.contract.types import Kind, Problem
from sandbox.vendor_api.call import Call

_USG = "USG.200000003"
_MISSING, _BAD_PARAMETER, _BAD_BODY = "MMC.111070001", "MMC.111071061", "MMC.111071062"
_WRITTEN = {
    "int": re.compile(r"-?[0-9]{1,18}"),
    "bool": re.compile(r"true|false", re.IGNORECASE),
    "list[int]": re.compile(r"-?[0-9]{1,18}(,-?[0-9]{1,18})*"),
}


def check_request(call: Call, declared: Declared) -> None:
    """Check a call. Raise Refused; whoever is not signed in hears that first."""
    if code := _refusal(call, declared):
        if declared.needs_access_token:
            call.user()
        raise Refused(_USG if call.is_usg else code)


def _refusal(call: Call, declared: Declared) -> str | None:
    for parameter in declared.query:
        written = call.query.get(parameter.name, "")
        # A mandatory header lets somebody in: that it is missing has a number of its own.
        if not written and parameter.is_required:
            return _MISSING
        if written and not _is_written_as(parameter, written):
            return _BAD_PARAMETER
    for parameter in declared.headers:
        written = call.headers.get(parameter.name.lower(), "")
        if written and not _is_written_as(parameter, written):
            return _BAD_PARAMETER
    problem = _problem_of_body(call, declared)
    if problem is None:
        return None
    return _MISSING if problem.kind is Kind.MISSING else _BAD_BODY


def _is_written_as(parameter: Parameter, written: str) -> bool:
    return parameter.type == "str" or _WRITTEN[parameter.type].fullmatch(written) is not None


def _problem_of_body(call: Call, declared: Declared) -> Problem | None:
    """Return what is wrong with the body. That there is none, or no JSON, the operation says itself."""
    if declared.body is None:
        return None
    try:
        return declared.body(call.json())
    except Refused:
        return None
