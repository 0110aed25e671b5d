"""How a name may be typed to mean somebody."""

import pytest

from accounts.name_keys import address_keys, name_key, name_keys, typed_key


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("王芳", "王芳 芳王 wangfang fangwang wangf wf yufang fangyu yuf yf"),
        ("Li Wei", "liwei weili liw lw"),
        ("Ｌｉ　ＷＥＩ", "liwei weili liw lw"),
        ("Jean-Luc O’Brien", "jeanlucobrien lucobrienjean obrienjeanluc brienjeanluco jlob jeanlob"),
        ("Müller", "muller"),
        ("☺", "☺"),
    ],
)
def test_name_keys_are_the_whole_spellings(name: str, spellings: str) -> None:
    assert name_keys(name) == {spelling.encode() for spelling in spellings.split()}


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("曾志伟", "zengzhiwei"),
        ("单雄信", "shanxiongxin"),
        ("解晓东", "xiexiaodong"),
        ("仇英", "qiuying"),
        ("查良镛", "zhaliangyong"),
        ("区小明", "ouxiaoming"),
        ("朴树", "piaoshu"),
        ("任我行", "renwohang"),
        ("朱重阳", "zhuchongyang"),
        ("尉迟恭", "yuchigong"),
        ("单于飞", "chanyufei"),
        ("吕布", "lvbu"),
        ("吕布", "lyubu"),
        ("吕布", "lubu"),
        ("王小明", "wxm"),
        ("王小明", "wangxm"),
        ("王小明", "xiaomingwang"),
        ("王芳 Fiona", "fionawangfang"),
        ("李々", "li々"),
        ("李伟 Li Wei", "李伟"),
        ("李伟 Li Wei", "weili"),
        ("李伟 Li Wei", "李伟liwei"),
        ("王芳 Fiona", "fiona"),
        ("王芳 Fiona", "wf"),
    ],
)
def test_name_keys_know_every_reading_of_a_name(name: str, pinyin: str) -> None:
    assert pinyin.encode() in name_keys(name)


def test_name_keys_of_the_longest_names_stay_few() -> None:
    assert len(name_keys("单解曾仇" * 24)) < 400
    assert all(len(key) <= 256 for key in name_keys("\ufdfa" * 96))


@pytest.mark.parametrize(
    "typed", ["王芳", "wang fang", "WANG  FANG", "ｗａｎｇ　ｆａｎｇ", "fang wang", "wangfang", "wang f", "wf"]
)
def test_name_key_of_what_was_typed_whole_is_one_of_them(typed: str) -> None:
    assert name_key(typed) in name_keys("王芳")


@pytest.mark.parametrize("typed", ["wang", "w", "wang fan", "芳", "fang w", "wang fang li"])
def test_name_key_of_a_part_is_none_of_them(typed: str) -> None:
    assert name_key(typed) not in name_keys("王芳")


def test_address_keys_begin_with_each_part() -> None:
    assert address_keys("li.wei-2@Qingshan.example") == {
        b"liwei2@qingshan.example",
        b"wei2@qingshan.example",
        b"2@qingshan.example",
    }


@pytest.mark.parametrize(
    ("typed", "key"),
    [("", b""), (" ", b""), ("Wang F", b"wangf"), ("li.w", b"liw"), (" Li.Wei＠Q ", b"liwei@q"), ("%", b"%")],
)
def test_typed_key_is_what_keys_begin_with(typed: str, key: bytes) -> None:
    assert typed_key(typed) == key
