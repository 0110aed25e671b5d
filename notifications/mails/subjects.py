"""Subject lines: 60 characters, of which the title gives way and the date never."""

import unicodedata

LONGEST = 60


def subject_line(pattern: str, *, title: str, **rest: str) -> str:
    """Return ``pattern`` with ``%(title)s`` and the other names filled in, a long title cut with "…"."""
    room = LONGEST - len(pattern % {"title": "", **rest})
    return pattern % {"title": cut(title, max(room, 12)), **rest}


def cut(title: str, longest: int) -> str:
    """Return at most ``longest`` characters, never cut in the middle of one that is made of several."""
    if len(title) <= longest:
        return title
    kept = title[: longest - 1]
    while kept and (_joins(title[len(kept)]) or _joins(kept[-1])):
        kept = kept[:-1]
    return kept.rstrip(" ,;:，；：、") + "…"


def _joins(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in "\u200d\ufe0e\ufe0f"
