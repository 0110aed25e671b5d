"""A letter as plain text: the same facts in the same order, 72 columns, the address alone on its line."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from l10n import format_datetime
from notifications.mails.mail import Fact, Letter

WIDTH = 72
# What a line may be broken into: a space, one wide character with the marks that cling to it, a word.
_WIDE = "\u2e80-\ufaff\uff00-\uffef"
_PIECE = re.compile(rf"\s+|[（“《]*[{_WIDE}][，。：；？！）”、》]*|[^\s{_WIDE}]+")


def text(letter: Letter) -> str:
    """The letter's text part, in the language that is active."""
    return "\n\n".join(part for part in _parts(letter) if part) + "\n"


def wrap(paragraph: str, width: int = WIDTH) -> str:
    """Broken at ``width`` columns; a Chinese character takes two, an address is never broken."""
    return "\n".join(_lines(paragraph, width))


def _parts(letter: Letter) -> Iterator[str]:
    yield letter.organisation
    yield wrap(format_datetime.sentences(letter.notice, letter.notice_more))
    yield wrap(letter.lead)
    yield wrap(letter.title)
    yield "\n".join(_when(letter))
    yield "\n".join(wrap(line) for line in letter.words.splitlines())
    if letter.button:
        yield _("%(label)s:") % {"label": letter.button.label} + f"\n{letter.button.address}"
    yield "\n".join(wrap(_fact(fact)) for fact in letter.facts)
    yield wrap(letter.foot)


def _when(letter: Letter) -> Iterator[str]:
    if letter.old_when and letter.when:
        yield _("Before: %(when)s") % {"when": letter.old_when}
        yield _("Now: %(when)s") % {"when": letter.when}
    elif shown := letter.when or letter.old_when:
        yield str(shown)
    if letter.when:
        yield from (wrap(line) for line in letter.when.below)


def _fact(fact: Fact) -> str:
    value = f"{fact.old} → {fact.value}" if fact.old else fact.value
    return _("%(label)s: %(value)s") % {"label": fact.label, "value": value}


def _lines(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _PIECE.findall(paragraph):
        if line and _columns((line + piece).rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += "" if not line and piece.isspace() else piece
    if line:
        yield line.rstrip()


def _columns(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)
