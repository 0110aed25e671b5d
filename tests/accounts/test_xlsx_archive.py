"""Archives that are larger inside than they look, and what else is no table of people."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from accounts import xlsx_archive
from accounts.problems import Code
from accounts.table_file import Unreadable
from tests.factories.xlsx_files import ADDRESS, make_xlsx, with_part

_SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        xlsx_archive.unpack(content)
    return refused.value.problem.code


def test_unpack_hands_on_the_table_and_nothing_else() -> None:
    content = make_xlsx(("Sun", ADDRESS, "sun"))
    for name in ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/media/image1.png", "docProps/app.xml"):
        content = with_part(content, name, b"<a/>")
    with zipfile.ZipFile(xlsx_archive.unpack(content)) as copy:
        names = set(copy.namelist())
    assert {_SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"} <= names
    assert not any(name.startswith(("xl/externalLinks", "xl/media", "docProps")) or ".bin" in name for name in names)


def test_unpack_refuses_what_says_that_it_is_too_large() -> None:
    bomb = with_part(make_xlsx(), "xl/media/zeros.png", bytes(xlsx_archive.MAX_UNPACKED))
    assert len(bomb) < 100_000
    assert refusal(bomb) == Code.FILE_UNPACKS_TOO_LARGE


def test_unpack_refuses_what_is_larger_than_it_says_without_unpacking_it() -> None:
    """The directory says of 60 MB that they are 100 bytes."""
    content = bytearray(with_part(make_xlsx(), _SHEET, bytes(60_000_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        size = struct.pack("<I", archive.getinfo(_SHEET).file_size)
    assert content.count(size) == 2
    lying = bytes(content.replace(size, struct.pack("<I", 100)))
    tracemalloc.start()
    assert refusal(lying) == Code.FILE_NO_SPREADSHEET
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_unpack_refuses_too_many_parts_and_too_many_tags() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as many:
        for number in range(xlsx_archive.MAX_PARTS + 1):
            many.writestr(str(number), b"")
    tags = with_part(make_xlsx(), "xl/sharedStrings.xml", b"<si/>" * (xlsx_archive.MAX_TAGS + 1))
    assert (refusal(out.getvalue()), refusal(tags)) == (Code.FILE_UNPACKS_TOO_LARGE,) * 2


def test_unpack_refuses_a_row_that_is_longer_than_a_sheet_is_wide() -> None:
    row = b"<worksheet><sheetData><row>" + b"<c/>" * 300_000 + b"</row></sheetData></worksheet>"
    assert refusal(with_part(make_xlsx(), _SHEET, row)) == Code.FILE_UNPACKS_TOO_LARGE


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + bytes(100), make_xlsx()[:-40]])
def test_unpack_refuses_half_an_archive(content: bytes) -> None:
    assert refusal(content) == Code.FILE_NO_SPREADSHEET


def test_unpack_refuses_old_and_locked_files() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)) == Code.FILE_OLD_SPREADSHEET
