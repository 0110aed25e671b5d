"""Read the parameters that many calls have in common.

That they are of the contract's types, and that the mandatory ones are there, has been seen to before.
"""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from sandbox.contract.errors import Refused
from sandbox.vendor_api.call import Call

_BAD, _USG_BAD = "MMC.111071061", "USG.200000003"
MAX_LIMIT = 500
_LARGEST = range(10**18)
T = TypeVar("T")


def conference_id(call: Call) -> str:
    """Return the meeting ID; whether there is such a meeting is another question."""
    return call.query["conferenceID"]


def integer(call: Call, name: str, *, default: int, allowed: Collection[int] = _LARGEST) -> int:
    written = call.query.get(name, "")
    if written == "":
        return default
    if int(written) not in allowed:
        raise Refused(_USG_BAD if call.is_usg else _BAD)
    return int(written)


def boolean(call: Call, name: str) -> bool | None:
    """Return a truth value, or None where it is left out."""
    written = call.query.get(name, "")
    return written.lower() == "true" if written else None


def search_key(call: Call, name: str = "searchKey") -> str:
    """Return a text of 1 to 128 characters, "" where it is left out."""
    written = call.query.get(name)
    if written is None:
        return ""
    if not 1 <= len(written) <= 128:
        raise Refused(_USG_BAD if call.is_usg else _BAD)
    return written


def date_span(call: Call) -> tuple[int, int]:
    """Return startDate and endDate, in seconds."""
    return integer(call, "startDate", default=0) // 1000, integer(call, "endDate", default=0) // 1000


def choice(call: Call, name: str, choices: Sequence[str]) -> str:
    """Return one of ``choices``, the first of which is the default."""
    written = call.query.get(name, "") or choices[0]
    if written not in choices:
        raise Refused(_USG_BAD if call.is_usg else _BAD)
    return written


def header(call: Call, name: str, choices: Collection[str]) -> str:
    """Return a header, "" where it is left out."""
    written = call.headers.get(name, "")
    if written and written not in choices:
        raise Refused(_BAD)
    return written


def page_bounds(call: Call, *, default: int = 20) -> tuple[int, int]:
    """Return offset and limit; a limit above 500 is silently 500."""
    limit = integer(call, "limit", default=default, allowed=_LARGEST[1:])
    return integer(call, "offset", default=0), min(limit, MAX_LIMIT)


def clamped_page(call: Call, found: Sequence[T]) -> dict[str, Any]:
    """Return the requested page, 10 rows by default; beyond the end the last, as lists of users and rooms do."""
    offset, limit = page_bounds(call, default=10)
    return paginate(found, min(offset, max(len(found) - 1, 0) // limit * limit), limit)


def paginate(found: Sequence[T], offset: int, limit: int) -> dict[str, Any]:
    """Return the envelope of every list, with the page of ``found`` in it."""
    return {"offset": offset, "limit": limit, "count": len(found), "data": list(found[offset : offset + limit])}
