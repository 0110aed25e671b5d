"""Reads a list of invitees the way people type or paste it: names, addresses, "Ann <ann@x.org>; bob@y.org".

Pure: who the names belong to is looked up by the form.
"""

import re
from dataclasses import dataclass
from enum import Enum

from l10n import one_line

_ANGLE = re.compile(r"^(?P<name>.*?)[<＜]\s*(?P<email>[^<>＜＞]*)[>＞]?$")
# An entry ends at a separator, but not inside the quotes of "Weber, Markus" <m@x.org>.
_PIECE = re.compile(r'(?:"[^"\n]*"|[^\n\r;；,，、\t])+')
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(
    rf"{_ATOM}(?:\.{_ATOM})*@(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]", re.I
)
# Longer ones don't fit the vendor's fields (docs/vendor/meetings.md 4.2).
LONGEST_NAME, LONGEST_ADDRESS = 96, 254


class Flaw(Enum):
    """What is wrong with an entry."""

    NOTHING_BEFORE_AT = "nothing before the @"
    NOTHING_AFTER_AT = "nothing after the @"
    NO_DOMAIN = "no full domain"
    NOT_AN_ADDRESS = "not an address"
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it was written. ``email`` is lower case, or empty when there is only a name."""

    text: str
    email: str = ""
    name: str = ""
    flaw: Flaw | None = None


def read(written: str) -> list[Entry]:
    """Return the entries in their order, each address and each name once."""
    found: dict[str, Entry] = {}
    for piece in _PIECE.findall(written):
        if text := piece.strip(" \t\u00a0\u3000\u200b.\"'"):
            entry = _entry(text)
            found.setdefault(entry.email or entry.text.casefold(), entry)
    return list(found.values())


def _entry(text: str) -> Entry:
    name, email = "", text
    if match := _ANGLE.match(text):
        name, email = match["name"].strip(" \"'“”"), match["email"].strip()
    email = email.removeprefix("mailto:").replace("＠", "@")
    if "@" not in email and not name:
        return Entry(text, name=text, flaw=Flaw.TOO_LONG if len(text) > LONGEST_NAME else None)
    return Entry(text, email.lower(), one_line.one_line(name)[:LONGEST_NAME], _flaw(email))


def _flaw(email: str) -> Flaw | None:
    if len(email) > LONGEST_ADDRESS:
        return Flaw.TOO_LONG
    if _ADDRESS.fullmatch(email):
        return None
    local, at, domain = email.partition("@")
    if at and not local:
        return Flaw.NOTHING_BEFORE_AT
    if at and not domain:
        return Flaw.NOTHING_AFTER_AT
    if at and "." not in domain:
        return Flaw.NO_DOMAIN
    return Flaw.NOT_AN_ADDRESS
