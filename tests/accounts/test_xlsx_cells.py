"""What a cell of a spreadsheet says, as whoever filled it in has seen it."""

import datetime
from typing import Any

import pytest

from accounts import xlsx_cells
from accounts.problems import Code


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (None, "General", ""),
        (" a ", "General", " a "),
        ("00123", "@", "00123"),
        (123, "General", "123"),
        (123.0, "General", "123"),
        (-7, "General", "-7"),
        (123, "@", "123"),
        (123, "00000", "00123"),
        (123456, "00000", "123456"),
        (0, "000", "000"),
        (123, "0", "123"),
        (1234567, "#,##0", "1234567"),
        (123, "00000_);\\(00000\\)", "00123"),
        (123, "00000;[Red]-00000", "00123"),
        (-123, "00000", "-00123"),
        (42, '"A-"0000', "A-0042"),
        (123456789, "000\\-00\\-0000", "123-45-6789"),
        (1380001, "000-0000", "138-0001"),
        (5, "[$-804]000", "005"),
        (999_999_999_999_999, "General", "999999999999999"),
    ],
)
def test_read_text_shows_text_and_whole_numbers_as_the_spreadsheet_does(
    value: Any, number_format: str, shown: str
) -> None:
    assert xlsx_cells.read_text(value, number_format) == shown


@pytest.mark.parametrize(
    ("value", "number_format", "flaw"),
    [
        (1.5, "General", (Code.CELL_IS_NO_TEXT, "1.5")),
        (10**15, "General", (Code.CELL_IS_NO_TEXT, "1e+15")),
        (float(10**16), "00000", (Code.CELL_IS_NO_TEXT, "1e+16")),
        (123, "0.00", (Code.CELL_IS_NO_TEXT, "123 (0.00)")),
        (123, "0%", (Code.CELL_IS_NO_TEXT, "123 (0%)")),
        (123, "0.00E+00", (Code.CELL_IS_NO_TEXT, "123 (0.00E+00)")),
        (123000, "0,", (Code.CELL_IS_NO_TEXT, "123000 (0,)")),
        (True, "General", (Code.CELL_IS_NO_TEXT, "TRUE")),
        (datetime.datetime.fromisoformat("2026-05-19"), "yyyy-mm-dd", (Code.CELL_IS_DATE, "2026-05-19")),
        (datetime.time(9, 30), "hh:mm", (Code.CELL_IS_DATE, "09:30:00")),
    ],
)
def test_read_text_says_what_is_no_text(value: Any, number_format: str, flaw: tuple[Code, str]) -> None:
    assert xlsx_cells.read_text(value, number_format) == flaw
