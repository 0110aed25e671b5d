"""What files of people have in common, whatever program wrote them: a header, rows, limits, and guarded cells."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from accounts.problems import Code
from l10n.problem import Problem

MAX_BYTES = 5_000_000
MAX_ROWS = 10_000
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Unreadable(Exception):
    """The file can't be read as a table; ``problem`` says why to whoever sent it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file that hold anything, each with its number there, as column -> trimmed text.

    ``flaws`` are cells that hold no text and can't be taken for any, ``warnings`` such as can, both by the number of
    their row. ``sheet`` is the name of the one that was read, where the file has several.
    """

    rows: list[tuple[int, dict[str, str]]]
    flaws: Mapping[int, Sequence[Problem]] = field(default_factory=dict)
    warnings: Mapping[int, Sequence[Problem]] = field(default_factory=dict)
    sheet: str = ""


def unreadable(code: Code, **params: object) -> Unreadable:
    return Unreadable(Problem(code, "file", params))


def check_size(content: bytes) -> None:
    """Raise Unreadable for a file that is too large."""
    if len(content) > MAX_BYTES:
        raise unreadable(Code.FILE_TOO_LARGE)


def read_header(cells: Iterable[str], required: Iterable[str]) -> list[str]:
    """Return the names of the columns. Raises Unreadable where one is missing, or stands there twice."""
    header = _without_empty_end([name.strip().lower() for name in cells])
    if missing := [name for name in required if name not in header]:
        raise unreadable(Code.COLUMNS_MISSING, names=", ".join(missing))
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise unreadable(Code.COLUMN_TWICE, names=", ".join(twice))
    return header


def read_rows(
    header: Sequence[str], lines: Collection[tuple[int, Sequence[str]]], guarded_columns: Iterable[str]
) -> list[tuple[int, dict[str, str]]]:
    """Return the rows; each line has its number in the file, and something in it.

    A file that has all ``guarded_columns`` is an export of ours, whose guards are taken off. Raises Unreadable, also
    for a row that has more cells than the header.
    """
    if len(lines) > MAX_ROWS:
        raise unreadable(Code.TOO_MANY_ROWS, count=len(lines), most=MAX_ROWS)
    if not lines:
        raise unreadable(Code.NO_ROWS)
    guarded = set(guarded_columns)
    read = _unguarded if guarded and guarded <= set(header) else str
    return [(number, _read_row(number, header, [read(cell.strip()) for cell in cells])) for number, cells in lines]


def guarded(cell: str) -> str:
    """Return the text as it stands in our exports: what a spreadsheet would take for a formula has a mark in front."""
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell


def _read_row(number: int, header: Sequence[str], cells: list[str]) -> dict[str, str]:
    cells = _without_empty_end(cells)
    if len(cells) > len(header):
        raise unreadable(Code.TOO_MANY_CELLS, row=number)
    return dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells
