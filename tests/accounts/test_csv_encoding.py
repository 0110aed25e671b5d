"""Files of people in any encoding: the right reading is always there, and where there is a doubt somebody is asked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from accounts import csv_encoding
from accounts.models import ImportDraft, Tenant, User
from accounts.services import importing
from accounts.services.importing import ImportRefused
from tests.factories.page_words import text_of, words_of
from tests.factories.people_files import HEADER, read_content

_LIST = "/admin/accounts/identity/"
FILES = {
    "cp1252": ["Jörg Müller", "Zoë Brontë", "François Lefèvre"],
    "cp1250": ["Łukasz Wójcik", "Jiří Dvořák", "Žofie Nováková"],
    "cp1251": ["Иван Петров", "Ольга Смирнова", "Дмитрий Кузнецов"],
    "cp932": ["田中太郎", "佐藤 花子", "スズキ"],
    "big5": ["陳大文", "林志玲", "黃小明"],
    "cp949": ["김철수", "박영희", "이민호"],
    "mac_roman": ["Jörg Müller", "Zoë Brontë", "François Lefèvre"],
    "gb18030": ["王芳", "李伟", "欧阳娜娜"],
}


def file_of(names: list[str]) -> str:
    return "\n".join([HEADER, *(f"{name},{at}@qingshan.example,id{at}" for at, name in enumerate(names))])


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("encoding", FILES)
def test_the_right_reading_is_among_them_and_a_sure_one_is_right(encoding: str, count: int) -> None:
    text = file_of(FILES[encoding][:count])
    readings = csv_encoding.find_readings(text.encode(encoding))
    assert text in [reading.text for reading in readings]
    assert len({reading.sample for reading in readings}) == len(readings)


@pytest.mark.parametrize(
    "names", [["张伟", "陈静"], ["王芳", "李娜", "刘洋"], ["赵磊", "孙浩", "周杰", "吴敏", "郑爽", "杨过"]]
)
def test_a_few_chinese_names_are_offered_as_chinese_first(names: list[str]) -> None:
    assert csv_encoding.find_readings(file_of(names).encode("gb18030"))[0].encoding == "gb18030"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1253", "Γιώργος Παπαδόπουλος"),
        ("cp1254", "Çağrı Yılmaz"),
        ("cp1255", "משה כהן"),
        ("cp1256", "محمد علي"),
        ("cp1257", "Jānis Bērziņš"),
        ("cp874", "สมชาย ใจดี"),
        ("euc_jp", "田中太郎"),
        ("koi8-r", "Иван Петров"),
        ("iso8859-2", "Žofie Šimková"),
        ("iso8859-15", "Žofie Œuvre"),
    ],
)
def test_a_rare_encoding_is_asked_and_can_be_chosen(encoding: str, name: str) -> None:
    content = file_of([name]).encode(encoding)
    assert len(csv_encoding.find_readings(content)) > 1
    [reading] = [one for one in csv_encoding.list_readings(content) if one.text == file_of([name])]
    assert csv_encoding.read_as(content, reading.encoding) == reading
    assert name in reading.sample


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_what_says_its_encoding_is_sure(encoding: str) -> None:
    text = file_of(["Jörg Müller", "王芳"])
    assert [reading.text for reading in csv_encoding.find_readings(text.encode(encoding))] == [text]


@pytest.mark.django_db
def test_a_doubt_is_asked_before_anything_is_done(zhao: User) -> None:
    draft = read_content(zhao, file_of(["Jörg Müller"]).encode("mac_roman")).draft
    assert not importing.plan(by=zhao, draft_id=draft.pk).has_work
    with translation.override("en"), pytest.raises(ImportRefused) as refused:
        importing.apply(by=zhao, draft_id=draft.pk, now=timezone.now())
    assert refused.value.sentence == "Say first in which encoding the file is written."
    importing.read_again(by=zhao, draft_id=draft.pk, encoding="mac_roman")
    importing.apply(by=zhao, draft_id=draft.pk, now=timezone.now())
    assert User.objects.get(email="0@qingshan.example").name == "Jörg Müller"


@pytest.mark.django_db
def test_the_encoding_is_named_and_can_be_chosen_on_the_dry_run(zhaos: Client, zhao: User, qingshan: Tenant) -> None:
    table = SimpleUploadedFile("may.csv", file_of(["Иван Петров", "Ольга Смирнова"]).encode("cp1251"))
    there = zhaos.post(f"{_LIST}import/", {"tenant": qingshan.pk, "file": table})["Location"]
    assert "Windows-1251 (Cyrillic): Иван Петров · Ольга Смирнова" in words_of(zhaos.get(there))
    said = words_of(zhaos.post(there, {"encoding": "cp1252"}, follow=True))
    assert "Èâàí Ïåòðîâ" in said
    assert "Do exactly this" in said
    said = text_of(zhaos.post(there, {"encoding": "utf-16"}))
    assert "The file isn't written in that encoding. Choose another one." in said


@pytest.mark.django_db
def test_a_file_that_the_version_before_has_kept_is_read(zhao: User, qingshan: Tenant) -> None:
    now = timezone.now()
    draft = ImportDraft.objects.create(
        tenant=qingshan, made_by=zhao, name="may.csv", content=file_of(["王芳"]), shown_hash="", created_at=now
    )
    assert [row.values["name"] for row in importing.plan(by=zhao, draft_id=draft.pk).rows] == ["王芳"]
