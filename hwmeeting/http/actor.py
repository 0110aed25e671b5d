"""Calls on behalf of one user: each carries their token, and a token that isn't accepted is renewed once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from hwmeeting.error_codes import WRONG_HOST_PASSWORD, WRONG_MEETING_PASSWORD
from hwmeeting.errors import HwMeetingError, SignInRequired
from hwmeeting.http.answers import require_object
from hwmeeting.http.endpoint import Endpoint
from hwmeeting.http.transport import Call
from hwmeeting.types.token import TokenSource
from hwmeeting.wire.reading import count_rows, read_integer

LARGEST_PAGE = 500  # docs/vendor/conventions.md 1.6


class Actor:
    """The user as whom calls are made."""

    def __init__(self, endpoint: Endpoint, token_source: TokenSource) -> None:
        self.endpoint, self.token_source = endpoint, token_source

    def call(self, call: Call) -> Any:
        """Return the content of the answer.

        A call whose token is refused had no effect, so it is made once more with a renewed one.
        """
        token = self.token_source.token()
        try:
            return self.call_with(token, call)
        except HwMeetingError as error:
            is_about_token = isinstance(error, SignInRequired) or error.status == 401
            if not is_about_token or error.code in {WRONG_MEETING_PASSWORD, WRONG_HOST_PASSWORD}:
                raise
        return self.call_with(self.token_source.renewed(token), call)

    def call_with(self, token: str, call: Call) -> Any:
        """Return the content of the answer to a call with this token and no other."""
        return self.endpoint.call(replace(call, headers={**call.headers, "X-Access-Token": token}))

    def pages(
        self, path: str, query: Mapping[str, str], *, within: str = "", language: str = ""
    ) -> Iterator[dict[str, Any]]:
        """Yield the answers of a list page by page, each read when it is asked for.

        ``within`` is the field of the answer that holds offset, count and rows, where that isn't the answer itself.
        ``language`` is that of the words in the answers.
        """
        offset, count = 0, None
        headers = {"Accept-Language": language} if language else {}
        while count is None or offset < count:
            page_query = {**query, "offset": str(offset), "limit": str(LARGEST_PAGE)}
            answer = require_object(self.call(Call("GET", path, query=page_query, headers=headers)))
            yield answer
            page = answer.get(within) if within else answer
            page = page if isinstance(page, dict) else {}
            found = count_rows(page, "data")  # what came, also where a row can't be read
            offset += found
            count = read_integer(page, "count") if found else offset
            if count is None and found < LARGEST_PAGE:
                return
