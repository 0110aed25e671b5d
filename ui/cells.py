"""What the administration's tables show beyond plain text."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def link(address: str, words: str) -> SafeString:
    """Return ``words`` as a link to ``address``."""
    return format_html('<a href="{}">{}</a>', address, words)


def with_note(words: object, note: str) -> SafeString:
    """Return ``words`` with a note below them."""
    return format_html("{}<br><small>{}</small>", words, note)
