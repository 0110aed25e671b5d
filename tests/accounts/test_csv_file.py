"""Tables of people as files."""

import pytest

from accounts import table_file
from accounts.models import ImportDraft, User
from accounts.services import exporting
from accounts.services.importing import ImportRefused
from tests.factories.people_files import HEADER, outcomes, read_content, read_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
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
            b"\x89PNG\r\n\x1a\n\x00\x00",
            "file_no_text",
            "The file is no text in an encoding that is known here. In a spreadsheet, save it as “CSV UTF-8”.",
        ),
        (b"x" * (table_file.MAX_BYTES + 1), "file_too_large", "The file is larger than 5 MB. Please divide it."),
        (
            (HEADER + "\na,b,c" * (table_file.MAX_ROWS + 1)).encode(),
            "too_many_rows",
            "The file has 10001 rows; 10000 is the most. Please divide it.",
        ),
    ],
)
def test_read_refuses_what_is_no_such_table(zhao: User, content: bytes, code: str, sentence: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_content(zhao, content)
    assert (refused.value.code, refused.value.field, refused.value.sentence) == (code, "file", sentence)
    assert ImportDraft.objects.count() == 0


@pytest.mark.parametrize("mark", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n"])
def test_read_takes_a_line_that_names_the_separator(zhao: User, mark: str) -> None:
    header = HEADER.replace(",", ";")
    plan = read_content(zhao, f"{mark}{header}\r\nSun, Hao;sun@qingshan.example;sun\r\n".encode())
    assert [(row.number, row.values["name"], row.outcome.value) for row in plan.rows] == [(3, "Sun, Hao", "made")]


def test_read_takes_rows_with_empty_cells_at_their_end(zhao: User) -> None:
    plan = read_file(zhao, "Sun,sun@qingshan.example,sun,,, ,", header=f"{HEADER},phone,,")
    assert [(row.values["name"], row.outcome.value) for row in plan.rows] == [("Sun", "made")]


def test_read_says_of_a_cell_that_is_too_long_in_which_row_it_is(zhao: User) -> None:
    plan = read_file(zhao, f"{'x' * 140_000},sun@qingshan.example,sun", "Li,li@qingshan.example,li")
    assert outcomes(plan) == [(2, "refused", ("name: 96 characters are the most.",)), (3, "made", ())]


def test_read_leaves_an_apostrophe_that_somebody_typed(zhao: User) -> None:
    plan = read_file(zhao, "'=Eve,eve@qingshan.example,'-a1")
    assert [(row.values["name"], row.values["third_party_user_id"]) for row in plan.rows] == [("'=Eve", "'-a1")]


@pytest.mark.parametrize("name", ["=Eve", "'=Eve", "''", "'Eve", "-", "@x", "Eve"])
def test_what_was_exported_is_read_back_as_it_was(zhao: User, chen: User, name: str) -> None:
    User.objects.filter(pk=chen.pk).update(name=name)
    plan = read_content(zhao, "".join(exporting.as_csv(by=zhao)).encode())
    (row,) = [row for row in plan.rows if row.person == chen]
    assert (row.values["name"], row.outcome.value) == (name, "unchanged")


@pytest.mark.parametrize("user_id", ["1.00E+05", "1,23E+11", "1E+20"])
def test_read_warns_of_a_number_that_a_spreadsheet_has_shortened(zhao: User, user_id: str) -> None:
    plan = read_file(zhao, f'Sun,sun@qingshan.example,"{user_id}"', "Li,li@qingshan.example,e5")
    sentence = f"“{user_id}” looks like a number that a spreadsheet has shortened. Compare it with the original."
    assert [[warning.sentence for warning in row.warnings] for row in plan.rows] == [[sentence], []]
