"""Tables of people as CSV: what a spreadsheet writes, and what one can open without harm."""

import csv
import io
import re
from collections.abc import Iterable

from accounts import csv_encoding, table_file
from accounts.csv_encoding import Reading
from accounts.problems import Code
from accounts.table_file import Table, unreadable

# A cell that is too long is a flaw of its row, not of the file.
csv.field_size_limit(table_file.MAX_BYTES)


def decoded(content: bytes) -> tuple[Reading, ...]:
    """Return how the file can be read, the likeliest first; several where that is not certain. Raises Unreadable."""
    table_file.check_size(content)
    if found := csv_encoding.find_readings(content):
        return found
    raise unreadable(Code.FILE_NO_TEXT)


def read(text: str, *, required: Iterable[str], guarded_columns: Iterable[str] = ()) -> Table:
    """Return the table, whose rows are numbered as in the file. Raises Unreadable as ``table_file`` does."""
    delimiter, skipped, text = _delimiter(text)
    # Line ends of all systems: a file from an older Mac has nothing but \r.
    lines = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    try:
        header = table_file.read_header(next(lines, []), required)
        found = [
            (number, cells) for number, cells in enumerate(lines, start=2 + skipped) if any(map(str.strip, cells))
        ]
    except csv.Error as error:
        raise unreadable(Code.QUOTATION_MARK_MISSING, row=lines.line_num) from error
    return Table(table_file.read_rows(header, found, guarded_columns))


def line(cells: Iterable[object]) -> str:
    """Return one row of a file for a spreadsheet, guarded."""
    out = io.StringIO()
    csv.writer(out).writerow([table_file.guarded(str(cell)) for cell in cells])
    return out.getvalue()


def _delimiter(text: str) -> tuple[str, int, str]:
    """Return what stands between cells, how many lines say so themselves ("sep=;"), and the text behind those."""
    header, _, rest = text.replace("\r\n", "\n").replace("\r", "\n").partition("\n")
    if named := re.fullmatch(r'"?sep=(.)"?[,;\t]*', header.strip(" "), re.I):
        return named[1], 1, rest
    return max(",;\t", key=header.count), 0, text
