"""The language of a text that isn't the language of its page, for whoever hears the page."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from l10n import format_datetime

_HAN = re.compile(r"[\u3400-\u9fff]")


def is_foreign(text: str) -> bool:
    """Return whether a text has Chinese in it and stands in a page that is not Chinese."""
    return not text.isascii() and bool(_HAN.search(text)) and not format_datetime.is_chinese()


def lang(text: str) -> SafeString:
    """Return the attribute of an element that holds nothing but this text."""
    return SafeString(' lang="zh-Hans"' if is_foreign(text) else "")


def named(name: str) -> SafeString | str:
    """Return a name that stands among other words."""
    return format_html('<span lang="zh-Hans">{}</span>', name) if is_foreign(name) else name
