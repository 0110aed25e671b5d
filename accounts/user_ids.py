"""What a third-party User ID may look like.

An empty one would act as the enterprise's administrator or owner (docs/vendor/sign-in.md 2.1), and one that only looks
like another would act as somebody else, so this is the one place by which each of them is judged.
"""

import unicodedata

LONGEST = 64  # docs/vendor/sign-in.md 2.1

# Categories that have no ink: controls, formats, lone surrogates, private use, unassigned, separators.
_WITHOUT_INK = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}
# Letters, symbols and marks that have none either.
_BLANK_BY_DESIGN = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0", "\u034f", "\u17b4", "\u17b5"}


def invisible(text: str) -> list[str]:
    """The characters of ``text`` that can't be seen, in their order; an ordinary space between words can."""
    return [character for character in text if _is_invisible(character)]


def folded(user_id: str) -> str:
    """The same for all User IDs that differ in case, width or composition only."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", user_id).casefold())[:200]


def shown(user_id: str) -> str:
    """As an administrator reads it: what can't be seen is written out, ``\u2420`` for a space at either end."""
    inner = "".join(f"\u27e8U+{ord(one):04X}\u27e9" if _is_invisible(one) else one for one in user_id)
    body = inner.strip(" ")
    before, after = len(inner) - len(inner.lstrip(" ")), len(inner) - len(inner.rstrip(" "))
    return "\u2420" * before + body + "\u2420" * (after if body else 0)


def _is_invisible(character: str) -> bool:
    if character == " ":
        return False
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return unicodedata.category(character) in _WITHOUT_INK or character in _BLANK_BY_DESIGN or is_selector
