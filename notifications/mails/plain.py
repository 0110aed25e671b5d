"""A mail as plain text: the same facts in the same order, 72 columns, the address alone on its line."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from l10n import format_datetime, one_line
from notifications.mails.mail import Fact, Mail

WIDTH = 72
# What a line may be broken into: a space, one wide character with the marks that cling to it, a word.
_WIDE = "\u2e80-\ufaff\uff00-\uffef"
_PIECE = re.compile(rf"\s+|[（“《]*[{_WIDE}][，。：；？！）”、》]*|[^\s{_WIDE}]+")


def text(mail: Mail) -> str:
    """Return the mail's text part, in the active language, without what can't be seen of what people have typed."""
    return one_line.several_lines("\n\n".join(part for part in _parts(mail) if part) + "\n")


def wrap(paragraph: str, width: int = WIDTH) -> str:
    """Return it broken at ``width`` columns; a Chinese character takes two, an address is never broken."""
    return "\n".join(_lines(paragraph, width))


def _parts(mail: Mail) -> Iterator[str]:
    yield mail.organisation
    yield wrap(format_datetime.sentences(mail.notice, mail.notice_more))
    yield wrap(mail.lead)
    yield wrap(mail.title)
    yield "\n".join(_when(mail))
    yield "\n".join(wrap(line) for line in mail.words.splitlines())
    if mail.button:
        yield _("%(label)s:") % {"label": mail.button.label} + f"\n{mail.button.address}"
    yield "\n".join(wrap(_fact(fact)) for fact in mail.facts)
    yield wrap(mail.foot)


def _when(mail: Mail) -> Iterator[str]:
    if mail.old_when and mail.when:
        yield _("Before: %(when)s") % {"when": mail.old_when}
        yield _("Now: %(when)s") % {"when": mail.when}
    elif shown := mail.when or mail.old_when:
        yield str(shown)
    yield from (wrap(line) for line in mail.below)


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
