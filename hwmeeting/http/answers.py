"""What an answer says: its content, or the error that it is."""

import json
import re
from typing import Any

from hwmeeting.errors import NOT_READABLE, TOO_MANY_REQUESTS, HwMeetingError, ServerFault, TooManyRequests, class_of
from hwmeeting.http.transport import Answer, Call

# Other services of the vendor spell it in other ways (docs/vendor/conventions.md 1.4).
_CODE_FIELDS = ("error_code", "errorCode", "code")
_CODE = re.compile(r"[!-~]{1,40}")


def content(call: Call, answer: Answer) -> Any:
    """The JSON of a successful answer, None where none is due. Raises the error that any other answer is."""
    if not 200 <= answer.status < 300:
        raise _error(answer)
    if not answer.body.strip() and not call.has_answer:
        return None
    try:
        found = _json(answer.body)
    except ValueError as error:
        raise _unreadable(answer) from error
    if not isinstance(found, dict | list):
        raise _unreadable(answer)
    return found


def object_of(found: Any) -> dict[str, Any]:
    """``found``, where an object is due; raises ServerFault if it is something else."""
    if not isinstance(found, dict):
        raise ServerFault(code=NOT_READABLE, status=200)
    return found


def _error(answer: Answer) -> HwMeetingError:
    code = _code(answer.body)
    if not code and answer.status != 429:
        return _unreadable(answer)
    found = class_of(code=code, status=answer.status)
    if found is TooManyRequests:
        return TooManyRequests(
            code=code or TOO_MANY_REQUESTS,
            status=answer.status,
            request_id=answer.request_id,
            retry_after=answer.retry_after,
        )
    return found(code=code, status=answer.status, request_id=answer.request_id, answered_at=answer.answered_at)


def _code(body: bytes) -> str:
    """The vendor's error code; "" where there is none, as on a gateway's own page."""
    try:
        found = _json(body)
    except ValueError:
        return ""
    if not isinstance(found, dict):
        return ""
    codes = (str(found.get(name) or "") for name in _CODE_FIELDS)
    return next((code for code in codes if _CODE.fullmatch(code)), "")


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except RecursionError as error:
        raise ValueError("The JSON is nested too deeply.") from error


def _unreadable(answer: Answer) -> ServerFault:
    return ServerFault(
        code=NOT_READABLE, status=answer.status, request_id=answer.request_id, answered_at=answer.answered_at
    )
