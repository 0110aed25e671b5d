"""Lists of invitees as people type and paste them."""

import pytest

from l10n.mail_address import Flaw
from meetings.forms.address_parser import Entry, read


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("", []),
        ("ann@x.org", ["ann@x.org"]),
        ("Ann@X.org, bob@y.org;c@z.org、d@z.org，e@z.org；f@z.org", [
            "ann@x.org", "bob@y.org", "c@z.org", "d@z.org", "e@z.org", "f@z.org",
        ]),
        ("Ann <ann@x.org>; bob@y.org", ["ann@x.org", "bob@y.org"]),
        ("ann@x.org\nbob@y.org\r\n\n", ["ann@x.org", "bob@y.org"]),
        ("ann@x.org\tbob@y.org", ["ann@x.org", "bob@y.org"]),
        ("ann@x.org\nANN@x.org", ["ann@x.org"]),
        ('"Weber, Markus" <m.weber@x.org>, b@y.org', ["m.weber@x.org", "b@y.org"]),
        ("<mailto:a@x.org>.", ["a@x.org"]),
        ("a＠x.org", ["a@x.org"]),
        ("a@x.org bob@y.org", ["a@x.org", "bob@y.org"]),
        ("a@x.org\u00a0bob@y.org\u2028c@z.org.", ["a@x.org", "bob@y.org", "c@z.org"]),
        ("To: a@x.org; Cc: Bob <bob@y.org>", ["a@x.org", "bob@y.org"]),
        ("Ann <a@x.org> Bob <bob@y.org>", ["a@x.org", "bob@y.org"]),
        ("karl@münchen.example\nkarl@xn--mnchen-3ya.example", ["karl@münchen.example"]),
    ],
)  # fmt: skip
def test_read_addresses(text: str, addresses: list[str]) -> None:
    found = read(text)
    assert [entry.email for entry in found] == addresses
    assert {entry.flaw for entry in found} <= {None}


def test_read_names() -> None:
    assert read("李伟\nAnn Smith <ann@x.org>\n李伟") == [
        Entry("李伟", name="李伟"),
        Entry("Ann Smith <ann@x.org>", "ann@x.org", "Ann Smith"),
    ]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("jo@a.example (Jo Weber)", "Jo Weber"),
        ("Jo Weber [mailto:jo@a.example]", "Jo Weber"),
        ("Jo Weber <mailto:jo@a.example>.", "Jo Weber"),
        ("Jo Weber\tjo@a.example\tSales", "Jo Weber"),
        ("Weber\tJo\tjo@a.example", "Weber Jo"),
        ("jo@a.example\tJo Weber", "Jo Weber"),
        ("'jo@a.example' <jo@a.example>", ""),
        ("- jo@a.example", ""),
        ("1. Jo Weber <jo@a.example>", "Jo Weber"),
        ("> jo@a.example", ""),
        ("Jo Weber (jo@a.example)", "Jo Weber"),
        ("王芳（jo@a.example）", "王芳"),
    ],
)
def test_read_one_person_however_written(typed: str, name: str) -> None:
    assert [(entry.email, entry.name, entry.flaw) for entry in read(typed)] == [("jo@a.example", name, None)]


def test_read_says_to_whom_the_half_of_a_name_may_belong() -> None:
    assert read("Weber, Jo <jo@a.example>") == [
        Entry("Weber", name="Weber", belongs_to="jo@a.example"),
        Entry("Jo <jo@a.example>", "jo@a.example", "Jo"),
    ]


@pytest.mark.parametrize(
    ("typed", "flaw"),
    [
        ("j.huber@", Flaw.NOTHING_AFTER_AT),
        ("@x.org", Flaw.NOTHING_BEFORE_AT),
        ("a@x", Flaw.NO_DOMAIN),
        ("a@x..org", Flaw.NOT_AN_ADDRESS),
        ("a b@x.org", Flaw.NOT_AN_ADDRESS),
        ("a..b@x.org", Flaw.NOT_AN_ADDRESS),
        ("Ann <annx.org>", Flaw.NOT_AN_ADDRESS),
        ("a" * 97, Flaw.TOO_LONG),
        ("a" * 250 + "@x.org", Flaw.TOO_LONG),
        ("a@x.org/bob@y.org", Flaw.NOT_AN_ADDRESS),
        ("Jo Weber jo@x.org", Flaw.NOT_AN_ADDRESS),
        ('"jo@x.org" <ann@x.org>', Flaw.NOT_AN_ADDRESS),
        ("ida@[127.0.0.1]", Flaw.NUMBER_FOR_DOMAIN),
        ("Ida <ida@[127.0.0.1]>", Flaw.NUMBER_FOR_DOMAIN),
        ("ida@127.0.0.1", Flaw.NUMBER_FOR_DOMAIN),
        ("lena@localhost", Flaw.NO_DOMAIN),
        ("jörg@x.org", Flaw.FOREIGN_BEFORE_AT),
    ],
)
def test_read_flaws(typed: str, flaw: Flaw) -> None:
    assert [entry.flaw for entry in read(typed)] == [flaw]


def test_read_keeps_the_good_beside_the_bad() -> None:
    good = [f"p{n}@x.org" for n in range(29)]
    found = read("\n".join([*good[:7], "j.huber@", *good[7:]]))
    assert [entry.email for entry in found if entry.flaw is None] == good
    assert [entry.text for entry in found if entry.flaw] == ["j.huber@"]


def test_read_a_long_text_quickly() -> None:
    assert len(read('"' * 2000 + "a@x.org," * 2000)) < 2002
