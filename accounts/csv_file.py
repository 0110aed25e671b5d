"""Tables of people as files: what a spreadsheet writes, and what one can open without harm."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from accounts import csv_encoding
from accounts.csv_encoding import Reading
from accounts.problems import Code
from l10n.problem import Problem

MAX_BYTES = 1_000_000
MAX_ROWS = 2000
# A cell that is too long is a flaw of its row, not of the file.
csv.field_size_limit(MAX_BYTES)
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Unreadable(Exception):
    """The file can't be read as a table; ``problem`` says why to whoever sent it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def decoded(content: bytes) -> tuple[Reading, ...]:
    """Return how the file can be read, the likeliest first; several where there is a doubt. Raises Unreadable."""
    if len(content) > MAX_BYTES:
        raise _unreadable(Code.FILE_TOO_LARGE)
    if found := csv_encoding.find_readings(content):
        return found
    raise _unreadable(Code.FILE_NO_TEXT)


def rows(
    text: str, *, required: Iterable[str], guarded_columns: Iterable[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with its number in the file, as column -> trimmed text, without empty rows.

    A file that has all ``guarded_columns`` was written by ``line``, whose guard is taken off. Raises Unreadable, also
    for a row that has more cells than the header.
    """
    delimiter, told, text = _delimiter(text)
    # Line ends of all systems: a file from an older Mac has nothing but \r.
    lines = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    try:
        header = _without_empty_end([name.strip().lower() for name in next(lines, [])])
        _check_header(header, required)
        found = [(number, cells) for number, cells in enumerate(lines, start=2 + told) if any(map(str.strip, cells))]
    except csv.Error as error:
        raise _unreadable(Code.QUOTATION_MARK_MISSING, row=lines.line_num) from error
    if len(found) > MAX_ROWS:
        raise _unreadable(Code.TOO_MANY_ROWS, count=len(found), most=MAX_ROWS)
    if not found:
        raise _unreadable(Code.NO_ROWS)
    is_guarded = set(guarded_columns) <= set(header) if guarded_columns else False
    read = _unguarded if is_guarded else str
    for number, written in found:
        cells = _without_empty_end([cell.strip() for cell in written])
        if len(cells) > len(header):
            raise _unreadable(Code.TOO_MANY_CELLS, row=number)
        padded = cells + [""] * (len(header) - len(cells))
        yield number, {name: read(cell) for name, cell in zip(header, padded, strict=True)}


def line(cells: Iterable[object]) -> str:
    """Return one row of a file for a spreadsheet; what it would take for a formula gets a mark in front."""
    out = io.StringIO()
    csv.writer(out).writerow([_guarded(str(cell)) for cell in cells])
    return out.getvalue()


def _unreadable(code: Code, **params: object) -> Unreadable:
    return Unreadable(Problem(code, "file", params))


def _delimiter(text: str) -> tuple[str, int, str]:
    """Return what stands between cells, how many lines say so themselves ("sep=;"), and the text behind those."""
    header, _, rest = text.replace("\r\n", "\n").replace("\r", "\n").partition("\n")
    if told := re.fullmatch(r'"?sep=(.)"?[,;\t]*', header.strip(" "), re.I):
        return told[1], 1, rest
    return max(",;\t", key=header.count), 0, text


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _check_header(header: list[str], required: Iterable[str]) -> None:
    if missing := [name for name in required if name not in header]:
        raise _unreadable(Code.COLUMNS_MISSING, names=", ".join(missing))
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise _unreadable(Code.COLUMN_TWICE, names=", ".join(twice))


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _unguarded(cell: str) -> str:
    """Return what ``line`` has guarded as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell
