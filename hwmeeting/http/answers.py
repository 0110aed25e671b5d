"""What an answer says: its content, or the error that it is."""

import json
import re
from typing import Any

from hwmeeting.error_codes import TOO_MANY_REQUESTS
from hwmeeting.errors import HwMeetingError, ServerFault, TooManyRequests, find_error_class
from hwmeeting.http.transport import Answer, Call

# Other services of the vendor spell it in other ways (docs/vendor/conventions.md 1.4).
_CODE_FIELDS = ("error_code", "errorCode", "code")
_CODE = re.compile(r"[!-~]{1,40}")


def read_content(call: Call, answer: Answer) -> Any:
    """Return the JSON of a successful answer, None where none is due; raise the error that any other answer is."""
    if not 200 <= answer.status < 300:
        raise _build_error(answer)
    if not answer.body.strip() and not call.has_answer:
        return None
    try:
        found = _parse_json(answer.body)
    except ValueError as error:
        raise _build_unreadable(answer) from error
    if not isinstance(found, dict | list):
        raise _build_unreadable(answer)
    return found


def require_object(found: Any) -> dict[str, Any]:
    """Return ``found`` where an object is due; raise ServerFault if it is something else."""
    if not isinstance(found, dict):
        raise ServerFault.not_readable()
    return found


def require_list(found: Any) -> list[Any]:
    """Return ``found`` where a list is due; raise ServerFault if it is something else."""
    if not isinstance(found, list):
        raise ServerFault.not_readable()
    return found


def _build_error(answer: Answer) -> HwMeetingError:
    code = _find_code(answer.body)
    if not code and answer.status != 429:
        return _build_unreadable(answer)
    error_class = find_error_class(code=code, status=answer.status)
    if error_class is TooManyRequests:
        return TooManyRequests(
            code=code or TOO_MANY_REQUESTS,
            status=answer.status,
            request_id=answer.request_id,
            retry_after=answer.retry_after,
        )
    return error_class(code=code, status=answer.status, request_id=answer.request_id, answered_at=answer.answered_at)


def _build_unreadable(answer: Answer) -> ServerFault:
    return ServerFault.not_readable(status=answer.status, request_id=answer.request_id, answered_at=answer.answered_at)


def _find_code(body: bytes) -> str:
    """Return the vendor's error code; "" where there is none, as on a gateway's own page."""
    try:
        found = _parse_json(body)
    except ValueError:
        return ""
    if not isinstance(found, dict):
        return ""
    codes = (str(found.get(name) or "") for name in _CODE_FIELDS)
    return next((code for code in codes if _CODE.fullmatch(code)), "")


def _parse_json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except RecursionError as error:
        raise ValueError("The JSON is nested too deeply.") from error
