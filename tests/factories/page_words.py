"""What a page says, for comparing."""

import html
import re
from typing import Any


def text_of(response: Any) -> str:
    """The words of a page's main part, without mark-up, as one line."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", body).split()))
