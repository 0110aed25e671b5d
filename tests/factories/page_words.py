"""What a page says, and the value that it shows, for comparing."""

import html
import re
from typing import Any


def text_of(response: Any) -> str:
    """The words of a page's main part, without mark-up, as one line."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", body).split()))


def value_shown(response: Any, name: str = "page") -> Any:
    """Return the value that the template has read."""
    return response.context[name]


def source_of(response: Any) -> str:
    """The mark-up of a page or a part, without the line breaks and indentation of its template."""
    return flat(response.content.decode())


def flat(source: str) -> str:
    """Mark-up without the line breaks and indentation of its template."""
    source = re.sub(r"<[^>]*>", lambda tag: " ".join(tag[0].split()).replace(" >", ">"), source)
    return re.sub(r"\s*\n\s*(?=<)|(?<=>)\s*\n\s*", "", source).strip()


def words_of(response: Any) -> str:
    """All words of a page, that of its head too, without mark-up, as one line; entities stay as they are."""
    return " ".join(re.sub(r"<[^>]+>", " ", source_of(response)).split())
