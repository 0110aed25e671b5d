"""The import and export of people in the admin site."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import ImportDraft, Tenant, User
from tests.factories.page_words import words_of
from tests.factories.xlsx_files import make_xlsx

pytestmark = pytest.mark.django_db
_LIST = "/admin/accounts/identity/"


def test_import_shows_and_then_does_it(zhaos: Client, qingshan: Tenant) -> None:
    table = SimpleUploadedFile("may.csv", b"name,email,third_party_user_id\nSun,sun@qingshan.example,sun\nX,x,x")
    answer = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk, "file": table})
    there = answer["Location"]
    said = words_of(zhaos.get(there))
    assert "To be made: 1 · changed: 0 · as they are: 0 · left out: 1" in said
    assert "“x” is no mail address." in said
    assert not User.objects.filter(email="sun@qingshan.example").exists()
    assert "Imported: 1 made, 0 changed." in words_of(zhaos.post(there, follow=True))
    assert User.objects.filter(email="sun@qingshan.example").exists()
    assert "This file was imported already" in words_of(zhaos.post(there, follow=True))


def test_import_that_has_changed_is_shown_again(zhaos: Client, qingshan: Tenant, chen: User) -> None:
    table = SimpleUploadedFile(
        "may.csv", "name,email,third_party_user_id\n陈静,chen.jing@qingshan.example,chen".encode()
    )
    there = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk, "file": table})["Location"]
    User.objects.filter(pk=chen.pk).update(name="Jing")
    answer = zhaos.post(there)
    assert answer.status_code == 409
    assert "Something has changed since the file was read." in words_of(answer)


def test_import_out_of_reach(zhaos: Client, operators: Client, qingshan: Tenant, stranger: User) -> None:
    assert stranger.tenant is not None

    def send(client: Client) -> int:
        table = SimpleUploadedFile("may.csv", b"name,email,third_party_user_id\nSun,sun@qingshan.example,sun")
        return client.post(f"{_LIST}import/", {"tenant": stranger.tenant_id, "file": table}).status_code

    assert (send(zhaos), send(operators)) == (422, 302)
    draft = ImportDraft.objects.get()
    assert zhaos.get(f"{_LIST}import/{draft.pk}/")["Location"] == f"{_LIST}import/"


def test_import_without_a_table(zhaos: Client, qingshan: Tenant) -> None:
    empty = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk})
    wrong = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk, "file": SimpleUploadedFile("x.csv", b"a,b\n1,2")})
    assert (empty.status_code, wrong.status_code) == (422, 422)
    assert "The first row must name the columns" in words_of(wrong)


def test_export(zhaos: Client, chen: User) -> None:
    answer = zhaos.get(f"{_LIST}export/")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert b"chen.jing@qingshan.example" in b"".join(answer)


def test_import_of_a_workbook_is_shown_page_by_page_and_by_outcome(zhaos: Client, qingshan: Tenant) -> None:
    rows = [(f"Sun {n}", f"sun{n}@qingshan.example", f"sun{n}") for n in range(150)]
    table = SimpleUploadedFile("may.xlsx", make_xlsx(*rows, ("X", "x", "x")))
    there = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk, "file": table})["Location"]
    first, second, refused = (words_of(zhaos.get(f"{there}{query}")) for query in ("", "?page=2", "?show=refused"))
    assert ("sun99@" in first, "sun100@" in first, "1–100 of 151" in first) == (True, False, True)
    assert ("sun99@" in second, "sun100@" in second, "101–151 of 151" in second) == (False, True, True)
    assert ("sun1@" in refused, "“x” is no mail address." in refused) == (False, True)
    assert "Imported: 150 made, 0 changed." in words_of(zhaos.post(f"{there}?show=refused", follow=True))
    assert User.objects.filter(identity__third_party_user_id="sun149").exists()


def test_import_names_the_sheet_only_where_there_are_several(zhaos: Client, qingshan: Tenant) -> None:
    table = SimpleUploadedFile("may.xlsx", make_xlsx(("Sun", "sun@qingshan.example", "sun")))
    answer = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk, "file": table}, follow=True)
    assert "several sheets" not in words_of(answer)
    assert "Read as" not in words_of(answer)


def test_import_says_in_the_form_why_a_file_is_no_workbook(zhaos: Client, qingshan: Tenant) -> None:
    old = SimpleUploadedFile("may.xls", b"\xd0\xcf\x11\xe0" + bytes(100))
    answer = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk, "file": old})
    assert answer.status_code == 422
    assert "The file is an old .xls, or it has a password. Save it as .xlsx without one." in words_of(answer)


def test_export_as_a_workbook_comes_back_unchanged(zhaos: Client, chen: User, qingshan: Tenant) -> None:
    answer = zhaos.get(f"{_LIST}export/?format=xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="people.xlsx"'
    back = SimpleUploadedFile("people.xlsx", b"".join(answer))
    there = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk, "file": back})["Location"]
    assert "To be made: 0 · changed: 0 · as they are: 2 · left out: 0" in words_of(zhaos.get(there))
