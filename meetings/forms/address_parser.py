"""Reads a list of invitees the way people type or paste it: names, addresses, "Ann <ann@x.org>; bob@y.org".

No address that was written is ever lost: each is an entry, or stands in the text of one that has a flaw. Pure: who
the names belong to is looked up by the form. ``assets/js/invitees.js`` divides the text in the same way.
"""

import re
from dataclasses import dataclass

from l10n import mail_address, one_line
from l10n.mail_address import Flaw
from meetings.limits import LONGEST_NAME

_READ_AS = str.maketrans("＠＜＞（）［］", "@<>()[]")
_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
_BLANK = re.compile(r"[^\S\n\t]")
_LINE_END = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# A line ends an entry, and so does a semicolon, but not inside the quotes of "Weber; Markus" <m@x.org>.
_SEGMENT = re.compile(r'(?:"[^"\n]*"|[^\n;；])+')
_PIECE = re.compile(r'(?:"[^"\n]*"|[^,，、])+')
_LABEL = re.compile(r"^\s*(?:(?:to|cc|bcc|an|收件人|抄送|密送)\s*[:：]|[-–—*•·>]\s|\d{1,3}[.)]\s)\s*", re.I)
_BRACKETED = re.compile(r"(?P<name>[^<>\[\]]*)[<\[]\s*(?:mailto:)?(?P<email>[^<>\[\]]*)(?:[>\]]|$)", re.I)
_BEHIND = re.compile(r"(?P<email>[^\s()]+@[^\s()]*)\s*\((?P<name>[^()]*)\)")
_IN_PARENTHESES = re.compile(r"(?P<name>[^()@]+)\(\s*(?:mailto:)?(?P<email>[^\s()@]+@[^\s()@]+)\s*\)", re.I)
_AN_ADDRESS = re.compile(r"@\S*\.")
_AROUND = " \t\"'“”‘’"
_FULL_STOPS = ".。,:"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it was written. ``email`` is lower case, or empty when there is only a name.

    ``belongs_to`` is the address behind the comma, where the name may be the first half of "Weber, Jo <jo@x.org>".
    """

    text: str
    email: str = ""
    name: str = ""
    flaw: Flaw | None = None
    belongs_to: str = ""


def read(written: str) -> list[Entry]:
    """Return the entries in their order, each address and each name once."""
    text = _LINE_END.sub("\n", _UNSEEN.sub("", written.translate(_READ_AS)))
    found: dict[str, Entry] = {}
    for segment in _SEGMENT.findall(_BLANK.sub(" ", text)):
        for entry in _entries(_LABEL.sub("", segment)):
            key = mail_address.on_the_wire(entry.email) or f"{entry.text.casefold()} {entry.belongs_to}"
            found.setdefault(key, entry)
    return list(found.values())


def _entries(segment: str) -> list[Entry]:
    if (row := _of_columns(segment)) is not None:
        return row
    found: list[Entry] = []
    for piece in re.split(r"\t", segment):
        names: list[Entry] = []
        for part in _PIECE.findall(piece):
            entries = _of_part(part)
            if names and entries and entries[0].email and entries[0].name:
                names = [_first_half(name, entries[0].email) for name in names]
            if entries and not entries[0].email and not entries[0].flaw:
                names += entries
            else:
                found += [*names, *entries]
                names = []
        found += names
    return found


def _of_columns(segment: str) -> list[Entry] | None:
    """Return the one person of a row of a spreadsheet: a cell with an address, and the name in those beside it."""
    cells = [cell.strip(_AROUND) for cell in segment.split("\t") if cell.strip(_AROUND)]
    addresses = [cell for cell in cells if "@" in cell]
    if len(cells) < 2 or len(addresses) != 1 or not _is_address(addresses[0]):
        return None
    place = cells.index(addresses[0])
    return [_entry(segment.strip(), addresses[0], " ".join(cells[:place]) or cells[place + 1])]


def _of_part(part: str) -> list[Entry]:
    text = part.strip(_AROUND + ".")
    if not text:
        return []
    if "@" not in text and not re.search(r"[<\[]", text):
        return [Entry(text, name=text, flaw=Flaw.TOO_LONG if len(text) > LONGEST_NAME else None)]
    if "@[" in text:
        return [_flawed(text, Flaw.NUMBER_FOR_DOMAIN)]
    for pattern in (_BRACKETED, _BEHIND, _IN_PARENTHESES):
        found = list(pattern.finditer(text))
        rest = pattern.sub("", text).strip(_AROUND + _FULL_STOPS)
        if found and not rest:
            return [_entry(one[0].strip(), one["email"], one["name"]) for one in found]
    words = text.split()
    if all("@" in word for word in words):
        return [_entry(word, word, "") for word in words]
    return [_flawed(text)]


def _entry(text: str, email: str, name: str) -> Entry:
    email, name = _bare(email), one_line.one_line(name.strip(_AROUND))
    if _AN_ADDRESS.search(name):
        if mail_address.on_the_wire(_bare(name)) != mail_address.on_the_wire(email):
            return _flawed(text.strip(_AROUND))
        name = ""
    return Entry(text.strip(_AROUND), email, name[:LONGEST_NAME], mail_address.find_flaw(email))


def _flawed(text: str, flaw: Flaw = Flaw.NOT_AN_ADDRESS) -> Entry:
    return Entry(text, flaw=flaw)


def _first_half(name: Entry, email: str) -> Entry:
    return Entry(name.text, name=name.name, flaw=name.flaw, belongs_to=email)


def _is_address(text: str) -> bool:
    return mail_address.find_flaw(_bare(text)) is None


def _bare(email: str) -> str:
    bare = re.sub(r"^mailto:", "", email.strip(_AROUND + "()<>[]"), flags=re.I)
    return bare.strip(_AROUND).rstrip(_FULL_STOPS).lower()
