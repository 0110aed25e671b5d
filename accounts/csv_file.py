"""Tables of people as files: what a spreadsheet writes, and what one can open without harm."""

import csv
import io
from collections.abc import Iterable, Iterator

from accounts.problems import Code
from l10n.problem import Problem

MAX_BYTES = 1_000_000
MAX_ROWS = 2000
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Unreadable(Exception):
    """The file can't be read as a table; ``problem`` says why to whoever sent it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def decoded(content: bytes) -> str:
    """Return the file's text: UTF-8 with or without a mark, else GB 18030, which Chinese spreadsheets write."""
    if len(content) > MAX_BYTES:
        raise _unreadable(Code.FILE_TOO_LARGE)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _unreadable(Code.FILE_NO_TEXT)


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
        raise _unreadable(Code.QUOTATION_MARK_MISSING, row=lines.line_num) from error
    if len(found) > MAX_ROWS:
        raise _unreadable(Code.TOO_MANY_ROWS, count=len(found), most=MAX_ROWS)
    if not found:
        raise _unreadable(Code.NO_ROWS)
    for number, cells in found:
        if len(cells) > len(header):
            raise _unreadable(Code.TOO_MANY_CELLS, row=number)
        padded = cells + [""] * (len(header) - len(cells))
        yield number, {name: _unguarded(cell.strip()) for name, cell in zip(header, padded, strict=True)}


def line(cells: Iterable[object]) -> str:
    """Return one row of a file for a spreadsheet; what it would take for a formula gets a mark in front."""
    out = io.StringIO()
    csv.writer(out).writerow([_guarded(str(cell)) for cell in cells])
    return out.getvalue()


def _unreadable(code: Code, **params: object) -> Unreadable:
    return Unreadable(Problem(code, "file", params))


def _delimiter(text: str) -> str:
    header = text.replace("\r", "\n").partition("\n")[0]
    return max(",;\t", key=header.count)


def _check_header(header: list[str], required: Iterable[str]) -> None:
    if missing := [name for name in required if name not in header]:
        raise _unreadable(Code.COLUMNS_MISSING, names=", ".join(missing))
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise _unreadable(Code.COLUMN_TWICE, names=", ".join(twice))


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _unguarded(cell: str) -> str:
    """Return what ``line`` has guarded as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
