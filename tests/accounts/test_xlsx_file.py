"""Tables of people as XLSX."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from accounts import table_file
from accounts.models import ImportDraft, Tenant, User
from accounts.services import exporting, importing
from accounts.services.importing import ImportRefused
from tests.factories.people_files import outcomes, read_content, read_file
from tests.factories.xlsx_files import ADDRESS, HEADER, make_xlsx, part_of, save, with_part

pytestmark = pytest.mark.django_db
_SHEET = "xl/worksheets/sheet1.xml"


def user_ids(content: bytes, by: User) -> list[str]:
    return [row.values["third_party_user_id"] for row in read_content(by, content).rows]


def test_read_takes_a_workbook_and_keeps_leading_zeros(zhao: User) -> None:
    rows = [
        (f"Sun {number}", f"sun{number}@qingshan.example", value) for number, value in enumerate((123, "00124", 7))
    ]
    content = make_xlsx(*rows, formats={"C2": "00000", "C4": '"A"000'})
    assert user_ids(content, zhao) == ["00123", "00124", "A007"]


@pytest.mark.parametrize(
    ("value", "number_format", "sentence"),
    [
        (date(2026, 5, 19), "yyyy-mm-dd", "third_party_user_id holds a date, 2026-05-19, and no text."),
        (12.5, "General", "third_party_user_id holds 12.5, no text and no whole number of up to 15 digits."),
        (12345678901234567, "0", "third_party_user_id holds 1.23456789012346e+16, no text and no whole number"),
        ("#N/A", "General", "third_party_user_id holds an error of the spreadsheet: #N/A."),
    ],
)
def test_read_leaves_out_what_is_no_text_and_says_so(
    zhao: User, value: Any, number_format: str, sentence: str
) -> None:
    plan = read_content(zhao, make_xlsx(("Sun", ADDRESS, value), formats={"C2": number_format}))
    ((number, outcome, sentences),) = outcomes(plan)
    assert (number, outcome, len(sentences)) == (2, "refused", 1)
    assert sentences[0].startswith(sentence)


def test_read_takes_no_coloured_row_for_a_person(zhao: User) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(HEADER)
    for row in (3, 40_000):
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor="FFFF00")
    for column, value in enumerate(("Sun", ADDRESS, "sun"), start=1):
        sheet.cell(20_000, column, value)
    assert outcomes(read_content(zhao, save(workbook))) == [(20_000, "made", ())]


def test_read_takes_the_first_sheet_that_shows_and_names_it(zhao: User) -> None:
    workbook = Workbook()
    hidden, shown, other = workbook.active, workbook.create_sheet("五月"), workbook.create_sheet("Notes")
    assert hidden is not None
    hidden.sheet_state = "hidden"
    hidden.append(("nothing",))
    other.append(("nothing",))
    shown.append(HEADER)
    shown.append(("Sun", ADDRESS, "sun"))
    workbook.active = 1
    plan = read_content(zhao, save(workbook))
    assert (outcomes(plan), plan.sheet) == ([(2, "made", ())], "五月")


def test_read_takes_the_result_of_a_formula_and_says_so(zhao: User) -> None:
    content = make_xlsx(("Sun", ADDRESS, "=LOWER(A2)"), ("Li", "=A3", "li"), ("Wu", "wu@qingshan.example", "=B4"))
    sheet = part_of(content, _SHEET)
    for formula, result in (("LOWER(A2)", "sun"), ("A3", "li@qingshan.example")):
        sheet = sheet.replace(f"<f>{formula}</f><v />", f"<f>{formula}</f><v>{result}</v>").replace(
            f"<f>{formula}</f><v></v>", f"<f>{formula}</f><v>{result}</v>"
        )
    sheet = sheet.replace('r="C2"', 'r="C2" t="str"').replace('r="B3"', 'r="B3" t="str"')
    plan = read_content(zhao, with_part(content, _SHEET, sheet.encode()))
    assert [(row.outcome.value, row.user_id) for row in plan.rows] == [
        ("made", "sun"),
        ("made", "li"),
        ("refused", ""),
    ]
    assert [[one.sentence for one in (*row.warnings, *row.problems)] for row in plan.rows] == [
        ["third_party_user_id is a formula; what counts is its result when the file was saved, sun."],
        ["email is a formula; what counts is its result when the file was saved, li@qingshan.example."],
        [
            "third_party_user_id is a formula whose result isn't in the file."
            " Open it in a spreadsheet and save it once more."
        ],
    ]


def test_read_minds_no_cells_of_columns_that_are_not_imported(zhao: User) -> None:
    content = make_xlsx(("Sun", ADDRESS, "sun", date(2026, 5, 19), "=NOW()"), header=(*HEADER, "born", "now"))
    assert outcomes(read_content(zhao, content)) == [(2, "made", ())]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (make_xlsx(header=()), "columns_missing"),
        (make_xlsx(), "no_rows"),
        (make_xlsx(("a", "b", "c", "d")), "too_many_cells"),
        (with_part(make_xlsx(), "xl/workbook.xml", b"<nonsense"), "file_no_spreadsheet"),
        (with_part(make_xlsx(), "xl/_rels/workbook.xml.rels", b"<Relationships/>"), "file_no_spreadsheet"),
        (with_part(make_xlsx(), _SHEET, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "file_no_spreadsheet"),
        (make_xlsx(*[("a", "b", "c")] * (table_file.MAX_ROWS + 1)), "too_many_rows_for_sheet"),
        (b"PK\x03\x04" + bytes(table_file.MAX_BYTES), "file_too_large"),
    ],
)
def test_read_refuses_what_is_no_such_table(zhao: User, content: bytes, code: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_content(zhao, content)
    assert (refused.value.code, refused.value.field, ImportDraft.objects.count()) == (code, "file", 0)


@pytest.mark.parametrize("name", ["=1+1", "'=Eve", "''", "'Eve", "-", "@x", "Eve"])
def test_what_was_exported_is_read_back_as_it_was(zhao: User, chen: User, name: str, tmp_path: Path) -> None:
    User.objects.filter(pk=chen.pk).update(name=name, phone="+8613800000000", department_code="007")
    content = exporting.as_xlsx(by=zhao)
    (row,) = [row for row in read_content(zhao, content).rows if row.person == chen]
    assert (row.values["name"], row.outcome.value) == (name, "unchanged")
    path = tmp_path / "people.xlsx"
    path.write_bytes(content)
    cells = [cell for line in load_workbook(path).worksheets[0].iter_rows() for cell in line if cell.value]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    assert [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))] == []


def test_apply_does_what_a_workbook_says_once(zhao: User) -> None:
    plan = read_content(zhao, make_xlsx(("Sun", ADDRESS, 123), formats={"C2": "00000"}))
    importing.apply(by=zhao, draft_id=plan.draft.pk, now=timezone.now())
    assert User.objects.get(email=ADDRESS).identity.third_party_user_id == "00123"
    with pytest.raises(ImportRefused, match="imported already"):
        importing.apply(by=zhao, draft_id=plan.draft.pk, now=timezone.now())


def test_a_workbook_has_no_other_encoding(zhao: User, qingshan: Tenant) -> None:
    plan = read_content(zhao, make_xlsx(("Sun", ADDRESS, "sun")))
    with pytest.raises(ImportRefused, match="isn't written in that encoding"):
        importing.read_again(by=zhao, draft_id=plan.draft.pk, encoding="gb18030")
    assert read_file(zhao, "Sun,sun@qingshan.example,sun").draft.encoding == "utf-8-sig"
