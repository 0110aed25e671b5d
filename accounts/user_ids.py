"""What a third-party User ID may look like.

An empty one would act as the enterprise's administrator or owner (docs/vendor/sign-in.md 2.1), and one that only looks
like another would act as somebody else, so every one of them is checked here and nowhere else.
"""

import unicodedata

from l10n.one_line import is_invisible

LONGEST = 64  # docs/vendor/sign-in.md 2.1


def folded(user_id: str) -> str:
    """Return what is the same for all User IDs that differ in case, width or composition only."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", user_id).casefold())[:200]


def shown(user_id: str) -> str:
    """Return it as an administrator reads it: what can't be seen is written out, ``␠`` for a space at either end."""
    inner = "".join(f"\u27e8U+{ord(one):04X}\u27e9" if is_invisible(one) else one for one in user_id)
    body = inner.strip(" ")
    before, after = len(inner) - len(inner.lstrip(" ")), len(inner) - len(inner.rstrip(" "))
    return "\u2420" * before + body + "\u2420" * (after if body else 0)
