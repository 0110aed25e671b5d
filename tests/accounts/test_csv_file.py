"""Tables of people as files."""

import pytest

from accounts import csv_file
from accounts.models import ImportDraft, User
from accounts.services.importing import ImportRefused
from tests.factories.people_files import HEADER, read_content, read_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_read_takes_what_spreadsheets_write(zhao: User, encoding: str, delimiter: str) -> None:
    lines = ("Name,EMAIL, third_party_user_id ", "孙浩,sun.hao@qingshan.example,孙浩", ",,")
    content = "\r\n".join(lines).replace(",", delimiter).encode(encoding)
    plan = read_content(zhao, content)
    assert [(row.values["name"], row.user_id, row.outcome.value) for row in plan.rows] == [("孙浩", "孙浩", "made")]


def test_read_takes_the_line_ends_of_an_older_mac(zhao: User) -> None:
    plan = read_file(zhao, header=f"{HEADER};".replace(",", ";") + "\rSun;sun@qingshan.example;sun\r")
    assert [(row.values["name"], row.outcome.value) for row in plan.rows] == [("Sun", "made")]


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (b"", "columns_missing", "The first row must name the columns; missing: name, email, third_party_user_id."),
        (b"name,email\na,b", "columns_missing", "The first row must name the columns; missing: third_party_user_id."),
        (f"{HEADER},name\n".encode(), "column_twice", "A column stands there twice: name."),
        (HEADER.encode(), "no_rows", "The file has no rows below its header."),
        (f"{HEADER}\na,b,c,d".encode(), "too_many_cells", "Row 2 has more cells than the header."),
        (f'{HEADER}\n"a,b,c'.encode(), "quotation_mark_missing", "Row 2 can't be read: a quotation mark is missing."),
        (
            b"\xff\xfen\x00a\x00",
            "file_no_text",
            "The file is no text in UTF-8 or GB 18030. In a spreadsheet, save it as “CSV UTF-8”.",
        ),
        (b"x" * (csv_file.MAX_BYTES + 1), "file_too_large", "The file is larger than 1 MB. Please divide it."),
        (
            (HEADER + "\na,b,c" * (csv_file.MAX_ROWS + 1)).encode(),
            "too_many_rows",
            "The file has 2001 rows; 2000 is the most. Please divide it.",
        ),
    ],
)
def test_read_refuses_what_is_no_such_table(zhao: User, content: bytes, code: str, sentence: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_content(zhao, content)
    assert (refused.value.code, refused.value.field, refused.value.sentence) == (code, "file", sentence)
    assert ImportDraft.objects.count() == 0
