"""Somebody who calls: each call bears their token, and one that isn't accepted is renewed once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from hwmeeting.errors import HwMeetingError, SignInRequired
from hwmeeting.http.answers import object_of
from hwmeeting.http.endpoint import Endpoint
from hwmeeting.http.transport import Call
from hwmeeting.types.token import TokenSource
from hwmeeting.wire import rows, whole

LARGEST_PAGE = 500  # docs/vendor/conventions.md 1.6
# With status 401, but not about the token (docs/vendor/errors.md 25): a meeting's password is wrong, a host's.
_WRONG_MEETING_PASSWORD = {"MMC.111071091", "MMC.111072018"}


class Actor:
    """Makes the calls of one user."""

    def __init__(self, endpoint: Endpoint, token_source: TokenSource) -> None:
        self.endpoint, self.token_source = endpoint, token_source

    def call(self, call: Call) -> Any:
        """The content of the answer. A refused token did nothing, so that the call is made once more with another."""
        token = self.token_source.token()
        try:
            return self.call_as(token, call)
        except HwMeetingError as error:
            about_token = isinstance(error, SignInRequired) or error.status == 401
            if not about_token or error.code in _WRONG_MEETING_PASSWORD:
                raise
        return self.call_as(self.token_source.renewed(token), call)

    def call_as(self, token: str, call: Call) -> Any:
        """With this token and no other."""
        return self.endpoint.call(replace(call, headers={**call.headers, "X-Access-Token": token}))

    def pages(
        self, path: str, query: Mapping[str, str], *, within: str = "", language: str = ""
    ) -> Iterator[dict[str, Any]]:
        """The answers of a list, page by page, each read when it is asked for, with words in that language.

        ``within`` is the field of the answer that holds offset, count and rows, where that isn't the answer itself.
        """
        offset, count = 0, None
        headers = {"Accept-Language": language} if language else {}
        while count is None or offset < count:
            asked = {**query, "offset": str(offset), "limit": str(LARGEST_PAGE)}
            answer = object_of(self.call(Call("GET", path, query=asked, headers=headers)))
            yield answer
            page = answer.get(within) if within else answer
            page = page if isinstance(page, dict) else {}
            found = len(rows(page, "data"))
            offset += found
            count = whole(page, "count") if found else offset
            if count is None and found < LARGEST_PAGE:
                return
