"""Files of people as spreadsheets write them."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook

HEADER = ("name", "email", "third_party_user_id")
ADDRESS = "sun@qingshan.example"


def make_xlsx(*rows: Iterable[Any], header: Iterable[Any] = HEADER, formats: dict[str, str] | None = None) -> bytes:
    """Return a workbook with one sheet; ``formats`` are those of numbers, by the name of the cell."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(tuple(row))
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    return save(workbook)


def save(workbook: Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return the archive with one part more, or another one in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in before.infolist():
            if info.filename != name:
                made.writestr(info.filename, before.read(info))
        made.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()
