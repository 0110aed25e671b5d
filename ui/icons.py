"""The symbols of the sprite."""

from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


@cache
def icon(name: str, extra: str = "") -> SafeString:
    """Return the symbol from the sprite; it never speaks alone, so it is hidden from screen readers."""
    return format_html(
        '<svg class="mp-i{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" {extra}" if extra else "",
        static("icons.svg"),
        name,
    )
