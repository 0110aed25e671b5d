"""Tables of people as XLSX: read as whoever filled them in has seen them, and written as text."""

import io
import operator
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import structlog
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.read_only import EMPTY_CELL

from accounts import table_file, xlsx_archive, xlsx_cells
from accounts.problems import Code
from accounts.table_file import Table, Unreadable, unreadable
from l10n.problem import Problem

_log = structlog.get_logger("accounts.xlsx_file")

# Farther to the right nothing is read.
_MAX_COLUMNS = 64
# Of a sheet, by the standard
_LAST_ROW = 1_048_576
# What openpyxl raises for a file that is none, or a broken one; a DTD in it is a ValueError.
_BROKEN = (KeyError, ValueError, TypeError, IndexError, AttributeError, ParseError, BadZipFile, AssertionError)

_is_there = partial(operator.is_not, EMPTY_CELL)

_Cell = str | tuple[Code, str]
_Line = tuple[int, list[_Cell]]


def read(
    content: bytes, *, required: Iterable[str], columns: Collection[str], guarded_columns: Iterable[str] = ()
) -> Table:
    """Return the table of the first sheet that isn't hidden, whose rows are numbered as in the sheet.

    A cell of ``columns`` that holds no text is a flaw of its row; one that is computed is taken as it was when the
    file was saved, with a warning. Raises Unreadable.
    """
    table_file.check_size(content)
    archive = xlsx_archive.unpack(content)
    try:
        sheet, lines, computed = _read_lines(archive)
    except Unreadable:
        raise
    except _BROKEN as error:
        _log.info("a spreadsheet can't be read", error=repr(error))
        raise unreadable(Code.FILE_NO_SPREADSHEET) from error
    first = lines[0][1] if lines else []
    header = table_file.read_header([cell if isinstance(cell, str) else "" for cell in first], required)
    flaws, warnings = _look_at_cells(lines[1:], header, columns, computed)
    texts = [(number, [cell if isinstance(cell, str) else cell[1] for cell in cells]) for number, cells in lines[1:]]
    return Table(table_file.read_rows(header, texts, guarded_columns), flaws, warnings, sheet)


def write(rows: Iterable[Iterable[object]], *, title: str) -> bytes:
    """Return a file of these rows, the first of which is the header. Each cell is text, and guarded."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_text_cell(sheet, table_file.guarded(str(value))) for value in row])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    # Format and type both: a spreadsheet keeps the zeros of what is typed there later, and computes nothing.
    cell.data_type, cell.number_format = "s", "@"
    return cell


def _read_lines(archive: IO[bytes]) -> tuple[str, list[_Line], set[tuple[int, int]]]:
    """Return the name of the sheet, its lines, and where a formula stands (row, column)."""
    workbook = load_workbook(archive, read_only=True, keep_links=False)
    sheets = [one for one in workbook.worksheets if one.sheet_state == "visible"]
    if not sheets:
        raise unreadable(Code.FILE_NO_SPREADSHEET)
    name = sheets[0].title
    lines: list[_Line] = []
    computed = set()
    for number, row in _rows(sheets[0]):
        computed |= {(number, place) for place, cell in enumerate(row) if cell.data_type == "f"}
        _add(lines, number, [_text(cell) for cell in row])
    if computed:
        archive.seek(0)
        lines = _read_results(archive, name)
    return name if len(sheets) > 1 else "", lines, computed


def _read_results(archive: IO[bytes], name: str) -> list[_Line]:
    """Return the lines once more, with the result of each formula as it was when the file was saved."""
    lines: list[_Line] = []
    for number, row in _rows(load_workbook(archive, read_only=True, keep_links=False, data_only=True)[name]):
        _add(lines, number, [_text(cell) for cell in row])
    return lines


def _rows(sheet: Any) -> Iterator[tuple[int, Any]]:
    # By limits of ours, since the extent that a sheet says of itself is often wrong.
    for number, row in enumerate(sheet.iter_rows(max_row=_LAST_ROW, max_col=_MAX_COLUMNS), start=1):
        if any(map(_is_there, row)):
            yield number, row


def _add(lines: list[_Line], number: int, cells: list[_Cell]) -> None:
    """Keep a line that holds anything: one that has only been coloured is no person."""
    if any(not isinstance(cell, str) or cell.strip() for cell in cells):
        if len(lines) > table_file.MAX_ROWS:
            raise unreadable(Code.TOO_MANY_ROWS_FOR_SHEET, most=table_file.MAX_ROWS)
        lines.append((number, cells))


def _text(cell: Any) -> _Cell:
    if cell.data_type == "e":
        return Code.CELL_IS_ERROR, str(cell.value)
    return xlsx_cells.read_text(cell.value, cell.number_format if cell.value is not None else "")


def _look_at_cells(
    lines: Iterable[_Line], header: list[str], columns: Collection[str], computed: set[tuple[int, int]]
) -> tuple[dict[int, list[Problem]], dict[int, list[Problem]]]:
    flaws: dict[int, list[Problem]] = {}
    warnings: dict[int, list[Problem]] = {}
    for number, cells in lines:
        for place, (name, cell) in enumerate(zip(header, cells, strict=False)):
            if name not in columns:
                continue
            is_computed = (number, place) in computed
            if not isinstance(cell, str):
                code, shown = cell
                flaws.setdefault(number, []).append(Problem(code, name, {"column": name, "shown": shown[:40]}))
            elif is_computed and not cell:
                problem = Problem(Code.CELL_HAS_NO_RESULT, name, {"column": name})
                flaws.setdefault(number, []).append(problem)
            elif is_computed:
                problem = Problem(Code.CELL_IS_COMPUTED, name, {"column": name, "shown": cell[:40]})
                warnings.setdefault(number, []).append(problem)
    return flaws, warnings
