"""How meetings are found by parts of words: pairs of characters, which Chinese and Latin text have alike.

A text is kept as the pairs of its words, "au ud di it" of "audit"; what is looked for is a phrase of such pairs, so
that any part of a word is found, of two characters on. A single character is found where it is Chinese, or a word of
its own. Pairs are written in hexadecimal behind a letter: no database takes any of it for anything else.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

# Between two words, so that no phrase goes from one into the next.
_GAP = "z"
_MOST_WORDS, _LONGEST_WORD = 8, 64
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand one behind the other."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """All of ``parts``."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of ``parts``, of which there is at least one."""

    parts: "tuple[Expression, ...]"


Expression: TypeAlias = Phrase | Both | Either


def text_terms(text: str, *, prefix: str) -> list[str]:
    """Return the terms that are kept of a text; ``prefix`` is a letter that tells them from those of other texts."""
    words = _words(text)
    found: list[str] = []
    for word in words:
        found += [*_pairs(word, prefix), _GAP]
    single = {character for word in words for character in word if len(word) == 1 or _CHINESE.match(character)}
    return [*found, *sorted(_term(character, prefix) for character in single)]


def text_phrases(typed: str, *, prefix: str) -> Expression | None:
    """Return what finds a word that was typed in a text; None for one without a letter or digit."""
    phrases = [Phrase(tuple(_pairs(word, prefix)) or (_term(word, prefix),)) for word in _words(typed)]
    return Both(tuple(phrases)) if phrases else None


def split_words(typed: str) -> list[str]:
    """Return the first words of what was typed, each of which has to be found."""
    return [word[:_LONGEST_WORD] for word in typed.split() if _words(word)][:_MOST_WORDS]


def as_tsquery(expression: Expression) -> str:
    """Return it in the language of PostgreSQL's tsquery."""
    return _written(expression, phrase=" <-> ", both=" & ", either=" | ")


def as_fts5(expression: Expression) -> str:
    """Return it in the language of SQLite's FTS5."""
    return _written(expression, phrase=" + ", both=" AND ", either=" OR ")


def _written(expression: Expression, **signs: str) -> str:
    if isinstance(expression, Phrase):
        return f"({signs['phrase'].join(expression.terms)})"
    sign = signs["both" if isinstance(expression, Both) else "either"]
    return f"({sign.join(_written(part, **signs) for part in expression.parts)})"


def _words(text: str) -> list[str]:
    """Return the words of a text without case, width and accents."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare))


def _pairs(word: str, prefix: str) -> Iterable[str]:
    return [_term(one + other, prefix) for one, other in pairwise(word)]


def _term(characters: str, prefix: str) -> str:
    return prefix + characters.encode().hex()
