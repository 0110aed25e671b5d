"""Tables of people as files: what a spreadsheet writes, and what one can open without harm."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

MAX_BYTES = 1_000_000
MAX_ROWS = 2000
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Unreadable(Exception):
    """The file can't be read as a table; the message is a sentence for whoever sent it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def decoded(content: bytes) -> str:
    """Return the file's text: UTF-8 with or without a mark, else GB 18030, which Chinese spreadsheets write."""
    if len(content) > MAX_BYTES:
        raise Unreadable(_("The file is larger than 1 MB. Please divide it."))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(_("The file is no text in UTF-8 or GB 18030. In a spreadsheet, save it as “CSV UTF-8”."))


def rows(text: str, *, required: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with its number in the file (the header is 1), as column -> trimmed text, without empty rows.

    Raises Unreadable, also for a row that has more cells than the header.
    """
    # Line ends of all systems: a file from an older Mac has nothing but \r.
    lines = csv.reader(io.StringIO(text, newline=None), delimiter=_delimiter(text), strict=True)
    try:
        header = [name.strip().lower() for name in next(lines, [])]
        _check_header(header, required)
        found = [(number, cells) for number, cells in enumerate(lines, start=2) if any(map(str.strip, cells))]
    except csv.Error as error:
        raise Unreadable(
            _("Row %(row)d can't be read: a quotation mark is missing.") % {"row": lines.line_num}
        ) from error
    if len(found) > MAX_ROWS:
        raise Unreadable(
            _("The file has %(count)d rows; %(most)d is the most. Please divide it.")
            % {"count": len(found), "most": MAX_ROWS}
        )
    if not found:
        raise Unreadable(_("The file has no rows below its header."))
    for number, cells in found:
        if len(cells) > len(header):
            raise Unreadable(_("Row %(row)d has more cells than the header.") % {"row": number})
        padded = cells + [""] * (len(header) - len(cells))
        yield number, {name: _unguarded(cell.strip()) for name, cell in zip(header, padded, strict=True)}


def line(cells: Iterable[object]) -> str:
    """Return one row of a file for a spreadsheet; what it would take for a formula gets a mark in front."""
    out = io.StringIO()
    csv.writer(out).writerow([_guarded(str(cell)) for cell in cells])
    return out.getvalue()


def _delimiter(text: str) -> str:
    header = text.replace("\r", "\n").partition("\n")[0]
    return max(",;\t", key=header.count)


def _check_header(header: list[str], required: Iterable[str]) -> None:
    if missing := [name for name in required if name not in header]:
        raise Unreadable(_("The first row must name the columns; missing: %(names)s.") % {"names": ", ".join(missing)})
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise Unreadable(_("A column stands there twice: %(names)s.") % {"names": ", ".join(twice)})


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _unguarded(cell: str) -> str:
    """Return what ``line`` has guarded as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
