"""Tables of people as files."""

import pytest
from django.utils import timezone

from accounts import csv_file
from accounts.models import ImportDraft, Tenant, User
from accounts.services import importing
from accounts.services.importing import ImportRefused, Plan

pytestmark = pytest.mark.django_db
HEADER = "name,email,third_party_user_id"


def read(by: User, *lines: str, header: str = HEADER, tenant: Tenant | None = None) -> Plan:
    content = "\n".join((header, *lines)).encode()
    tenant = tenant or Tenant.objects.get(name="Qingshan")
    return importing.read(by=by, tenant=tenant, name="may.csv", content=content, now=timezone.now())


def refusal(by: User, content: bytes) -> str:
    tenant = Tenant.objects.get(name="Qingshan")
    with pytest.raises(ImportRefused) as caught:
        importing.read(by=by, tenant=tenant, name="may.csv", content=content, now=timezone.now())
    return caught.value.sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_read_takes_what_spreadsheets_write(zhao: User, encoding: str, delimiter: str) -> None:
    lines = ("Name,EMAIL, third_party_user_id ", "孙浩,sun.hao@qingshan.example,孙浩", ",,")
    content = "\r\n".join(lines).replace(",", delimiter).encode(encoding)
    plan = importing.read(by=zhao, tenant=Tenant.objects.get(), name="x", content=content, now=timezone.now())
    assert [(row.values["name"], row.user_id, row.outcome.value) for row in plan.rows] == [("孙浩", "孙浩", "made")]


def test_read_takes_the_line_ends_of_an_older_mac(zhao: User) -> None:
    plan = read(zhao, header=f"{HEADER};".replace(",", ";") + "\rSun;sun@qingshan.example;sun\r")
    assert [(row.values["name"], row.outcome.value) for row in plan.rows] == [("Sun", "made")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The first row must name the columns; missing: name, email, third_party_user_id."),
        (b"name,email\na,b", "The first row must name the columns; missing: third_party_user_id."),
        (f"{HEADER},name\n".encode(), "A column stands there twice: name."),
        (HEADER.encode(), "The file has no rows below its header."),
        (f"{HEADER}\na,b,c,d".encode(), "Row 2 has more cells than the header."),
        (f'{HEADER}\n"a,b,c'.encode(), "Row 2 can't be read: a quotation mark is missing."),
        (b"\xff\xfen\x00a\x00", "The file is no text in UTF-8 or GB 18030. In a spreadsheet, save it as “CSV UTF-8”."),
        (b"x" * (csv_file.MAX_BYTES + 1), "The file is larger than 1 MB. Please divide it."),
        (
            (HEADER + "\na,b,c" * (csv_file.MAX_ROWS + 1)).encode(),
            "The file has 2001 rows; 2000 is the most. Please divide it.",
        ),
    ],
)
def test_read_refuses_what_is_no_such_table(zhao: User, content: bytes, sentence: str) -> None:
    assert refusal(zhao, content) == sentence
    assert ImportDraft.objects.count() == 0
