"""What was searched for, marked where it is found."""

import re
from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def marked(text: str, words: Sequence[str]) -> SafeString:
    """Return ``text`` with each of ``words`` in it marked, whatever its case."""
    parts = _pattern(tuple(words)).split(text)
    return format_html_join("", "{}", ((_hit(part) if at % 2 else part,) for at, part in enumerate(parts)))


def _hit(part: str) -> SafeString:
    return format_html('<mark class="mp-hit">{}</mark>', part)


@lru_cache(256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})", re.IGNORECASE)
