"""The badges that say how something stands: a word, an icon and a tone each."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ui.icons import icon


@dataclass(frozen=True, slots=True)
class Badge:
    """``tone`` is the last part of the class, ``icon`` the name of the symbol."""

    tone: str
    icon: str
    word: str
    spins: bool = False


@lru_cache(maxsize=512)
def drawn(badges: tuple[Badge, ...]) -> SafeString:
    """Return the mark-up of some badges, one beside the other; a list draws the same few for each of its rows."""
    return format_html_join(
        " ",
        '<span class="mp-state mp-state-{}">{}{}</span>',
        ((badge.tone, icon(badge.icon, "mp-spin" if badge.spins else ""), badge.word) for badge in badges),
    )
