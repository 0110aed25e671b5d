"""The query parameters that many calls have in common."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from sandbox.call import Call
from sandbox.errors import Refused

_MISSING, _BAD = "MMC.111070001", "MMC.111071061"
_USG_BAD = "USG.200000003"
MOST = 500
_LONGEST_NUMBER = 18
_LARGEST = range(10**_LONGEST_NUMBER)
T = TypeVar("T")


def conference_id(call: Call) -> str:
    """Mandatory. Whether there is such a meeting is another question."""
    return required(call, "conferenceID")


def required(call: Call, name: str) -> str:
    if value := call.query.get(name, ""):
        return value
    raise Refused(_MISSING)


def whole(call: Call, name: str, *, default: int, allowed: Collection[int] = _LARGEST) -> int:
    written = call.query.get(name, "")
    if written == "":
        return default
    if not (written.isascii() and written.isdigit() and len(written) <= _LONGEST_NUMBER and int(written) in allowed):
        raise Refused(_USG_BAD if call.is_usg else _BAD)
    return int(written)


def flag(call: Call, name: str) -> bool | None:
    """None where it is left out."""
    written = call.query.get(name, "").lower()
    if written not in {"", "true", "false"}:
        raise Refused(_USG_BAD if call.is_usg else _BAD)
    return written == "true" if written else None


def search_key(call: Call, name: str = "searchKey") -> str:
    """1 to 128 characters, or left out."""
    written = call.query.get(name)
    if written is None:
        return ""
    if not 1 <= len(written) <= 128:
        raise Refused(_USG_BAD if call.is_usg else _BAD)
    return written


def span(call: Call) -> tuple[int, int]:
    """startDate and endDate, both mandatory, in seconds."""
    for name in ("startDate", "endDate"):
        required(call, name)
    return whole(call, "startDate", default=0) // 1000, whole(call, "endDate", default=0) // 1000


def one_of(call: Call, name: str, choices: Sequence[str]) -> str:
    """The first of ``choices`` is the default."""
    written = call.query.get(name, "") or choices[0]
    if written not in choices:
        raise Refused(_USG_BAD if call.is_usg else _BAD)
    return written


def header(call: Call, name: str, choices: Collection[str]) -> str:
    """ "" where it is left out."""
    written = call.headers.get(name, "")
    if written and written not in choices:
        raise Refused(_BAD)
    return written


def page(call: Call) -> tuple[int, int]:
    """offset and limit; a limit above 500 is silently 500."""
    limit = whole(call, "limit", default=20, allowed=range(1, 10**_LONGEST_NUMBER))
    return whole(call, "offset", default=0), min(limit, MOST)


def last_page(call: Call, found: Sequence[T]) -> dict[str, Any]:
    """The page that is asked for, 10 by default; beyond the end the last one, as lists of users and rooms do."""
    offset, limit = whole(call, "offset", default=0), page(call)[1] if "limit" in call.query else 10
    return paged(found, min(offset, max(len(found) - 1, 0) // limit * limit), limit)


def paged(found: Sequence[T], offset: int, limit: int) -> dict[str, Any]:
    """The envelope of every list, with the page of ``found`` in it."""
    return {"offset": offset, "limit": limit, "count": len(found), "data": list(found[offset : offset + limit])}
