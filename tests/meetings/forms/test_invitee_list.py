"""Who is meant by what is written into the field of the invitees, and what is said of what nobody can be."""

from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from meetings.forms.invitee_list import Invited, as_text, invited, with_cohosts
from meetings.requests import InviteeRequest
from tests.factories.fixtures import MakeMeeting

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def wangs(chen: User) -> None:
    """Two colleagues of one name."""
    for address in ("wang.a@qingshan.example", "wang.b@qingshan.example"):
        User.objects.create_user(address, name="Wang Fang", tenant=chen.tenant)


def read(found: Invited) -> list[tuple[str, str, bool]]:
    return [(guest.email, guest.name, guest.is_cohost) for guest in found.invitees]


def test_invitees_are_people_or_outsiders_but_never_the_organiser(chen: User, li: User, stranger: User) -> None:
    User.objects.create_user("gone@qingshan.example", name="Gone", tenant=chen.tenant, is_active=False)
    found = invited(
        'Li Wei\nLI.WEI@qingshan.example\n"Schmidt, Anna" <anna@tuv.example>\ngone@qingshan.example\n'
        "stranger@other.example, chen.jing@qingshan.example",
        organiser=chen,
    )
    assert (found.invitees, found.problems) == (
        (
            InviteeRequest("li.wei@qingshan.example", "Li Wei", li),
            InviteeRequest("anna@tuv.example", "Schmidt, Anna"),
            InviteeRequest("gone@qingshan.example"),
            InviteeRequest("stranger@other.example"),
        ),
        (),
    )


@pytest.mark.parametrize("typed", ["li wei", "LI WEI", "Ｌｉ Ｗｅｉ", "wei li", "liwei", "lw"])
def test_a_colleague_is_found_however_the_name_is_typed(chen: User, li: User, typed: str) -> None:
    assert invited(typed, organiser=chen).invitees == (InviteeRequest(li.email, "Li Wei", li),)


@pytest.mark.parametrize("typed", ["王 芳", "wang fang", "fang wang", "WangFang", "wang f", "wf"])
def test_a_chinese_name_is_found_by_its_pinyin(chen: User, li: User, typed: str) -> None:
    wang = User.objects.create_user("42@qingshan.example", name="王芳", tenant=chen.tenant)
    found = invited(typed, organiser=chen)
    assert found.invitees == (InviteeRequest(wang.email, "王芳", wang),)
    assert [(reading.person, reading.is_unknown, reading.several) for reading in found.readings] == [(wang, False, "")]


def test_whoever_is_called_so_goes_before_who_is_only_spelled_so(chen: User, li: User) -> None:
    other = User.objects.create_user("other@qingshan.example", name="李伟", tenant=chen.tenant)
    assert [guest.person for guest in invited("li wei\n李伟", organiser=chen).invitees] == [li, other]


def test_a_spelling_of_several_names_asks_which(chen: User, li: User) -> None:
    User.objects.create_user("other@qingshan.example", name="刘文", tenant=chen.tenant)
    found = invited("lw", organiser=chen)
    sentence = (
        "Several people are called “lw”: li.wei@qingshan.example, other@qingshan.example."
        " Type the address of the one you mean."
    )
    assert (found.invitees, found.problems) == ((), (sentence,))
    assert [(reading.person, reading.is_unknown, reading.several) for reading in found.readings] == [
        (None, False, sentence)
    ]


def test_a_part_of_a_name_is_nobodys(chen: User, li: User) -> None:
    found = invited("li\nj.huber@\nanna@tuv.example", organiser=chen)
    assert [(reading.entry.text, reading.is_unknown) for reading in found.readings] == [
        ("li", True),
        ("j.huber@", True),
        ("anna@tuv.example", False),
    ]


def test_an_address_that_is_only_like_a_colleagues_is_an_outsiders(chen: User, li: User) -> None:
    found = invited("li-wei@qingshan.example\nwei@qingshan.example", organiser=chen)
    assert [guest.person for guest in found.invitees] == [None, None]


@pytest.mark.parametrize(("written", "cohost"), [("wf", "wf"), ("王芳", "fang wang"), ("42@qingshan.example", "wf")])
def test_a_cohost_may_be_spelled_otherwise_than_in_the_list(chen: User, written: str, cohost: str) -> None:
    User.objects.create_user("42@qingshan.example", name="王芳", tenant=chen.tenant)
    found = with_cohosts(cohost, invited(written, organiser=chen))
    assert (read(found), found.problems) == ([("42@qingshan.example", "王芳", True)], ())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "Weber, Jo <jo@partner.example>; Li, Wei <lw@partner.example>",
            [("jo@partner.example", "Weber, Jo"), ("lw@partner.example", "Li, Wei")],
        ),
        ("Li Wei, Jo <jo@partner.example>", [("li.wei@qingshan.example", "Li Wei"), ("jo@partner.example", "Jo")]),
        ("Weber, Jo, Dr. <jo@partner.example>", [("jo@partner.example", "Weber, Jo, Dr.")]),
        ("karl@münchen.example", [("karl@münchen.example", "")]),
    ],
)
def test_invitees_are_understood_as_they_are_pasted(
    chen: User, li: User, typed: str, expected: list[tuple[str, str]]
) -> None:
    found = invited(typed, organiser=chen)
    assert [(guest.email, guest.name) for guest in found.invitees] == expected
    assert found.problems == ()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (
            "Wang Fang",
            "Several people are called “Wang Fang”: wang.a@qingshan.example, wang.b@qingshan.example."
            " Type the address of the one you mean.",
        ),
        ("Nobody", "Nobody here is called “Nobody”. Type a mail address, or choose from the suggestions."),
        ("Stranger", "Nobody here is called “Stranger”. Type a mail address, or choose from the suggestions."),
        (
            "a@, b@, anna@tuv.example",
            "These are not full mail addresses: “a@”, “b@”. Complete or remove them; the other one is fine.",
        ),
        ("a@, b@", "These are not full mail addresses: “a@”, “b@”. Complete or remove them."),
    ],
)
def test_who_can_t_be_meant_is_said(chen: User, stranger: User, wangs: None, typed: str, problem: str) -> None:
    assert invited(typed, organiser=chen).problems == (problem,)


def test_one_bad_address_among_thirty_is_named_and_the_rest_kept(chen: User) -> None:
    good = [f"p{n}@x.example" for n in range(29)]
    found = invited("\n".join([*good[:11], "j.huber@", *good[11:]]), organiser=chen)
    assert found.problems == ("“j.huber@” has nothing after the @. Complete it or remove it; the other 29 are fine.",)
    assert [guest.email for guest in found.invitees] == good


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        (
            "ida@[127.0.0.1]",
            (
                "“ida@[127.0.0.1]” has a number behind the @, and not a domain like company.com.",
                "“ida@[127.0.0.1]”的 @ 后面是数字，不是 company.com 这样的域名。",
            ),
        ),
        (
            "lena@localhost",
            (
                "“lena@localhost” is not a full mail address. Complete it or remove it.",
                "“lena@localhost”不是完整的邮箱，请补全或移除。",
            ),
        ),
        (
            "jörg@partner.example",
            (
                "“jörg@partner.example” has letters before the @ that not every mail server takes."
                " Use another address.",
                "“jörg@partner.example”的 @ 前面有并非所有邮件服务器都支持的字母，请换一个地址。",
            ),
        ),
    ],
)
def test_addresses_that_no_mail_reaches_are_refused(chen: User, typed: str, sentences: tuple[str, str]) -> None:
    for language, sentence in zip(("en", "zh-hans"), sentences, strict=True):
        with translation.override(language):
            assert invited(typed, organiser=chen).problems == (sentence,)


def test_it_costs_one_query_however_many(chen: User, django_assert_num_queries: Any) -> None:
    for count in (1, 30):
        with django_assert_num_queries(1):
            invited("\n".join(f"p{n}@x.example" for n in range(count)), organiser=chen)


def test_who_is_in_a_meeting_is_known_by_the_address_of_the_invitation(
    chen: User, li: User, make_meeting: MakeMeeting, django_assert_num_queries: Any
) -> None:
    meeting = make_meeting(guests=(li,))
    User.objects.filter(pk=li.pk).update(email="wei.li@qingshan.example", is_active=False)
    for address in ("li.wei@qingshan.example", "wei.li@qingshan.example"):
        with django_assert_num_queries(2):
            found = invited(address, organiser=chen, meeting=meeting)
        assert found.invitees == (InviteeRequest("wei.li@qingshan.example", "Li Wei", li),)


@pytest.mark.parametrize("typed", ["LI.WEI@qingshan.example", "Li Wei"])
def test_cohosts_are_named_by_address_or_by_name(chen: User, li: User, typed: str) -> None:
    found = with_cohosts(typed, invited(f"{li.email}\nanna@tuv.example", organiser=chen))
    assert (read(found), found.problems) == (
        [("li.wei@qingshan.example", "Li Wei", True), ("anna@tuv.example", "", False)],
        (),
    )


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("anna@tuv.example", "anna@tuv.example has no account here. Only colleagues can be co-hosts."),
        ("who@x.example", "“who@x.example” is not among the invitees."),
        (
            "Li Wei",
            "Several people are called “Li Wei”: li.wei@qingshan.example, other@tuv.example."
            " Type the address of the one you mean.",
        ),
    ],
)
def test_cohosts_are_invited_colleagues_of_one_name(chen: User, li: User, typed: str, problem: str) -> None:
    found = with_cohosts(typed, invited(f"{li.email}\nanna@tuv.example\nLi Wei <other@tuv.example>", organiser=chen))
    assert found.problems == (problem,)
    assert not [guest for guest in found.invitees if guest.is_cohost]


def test_as_text_is_read_back_as_it_was(chen: User) -> None:
    people = [
        ("Schmidt, Anna", "anna@tuv.example"),
        ('Bob "B." Weber', "bob@x.example"),
        ("eve@x.example", "eve@x.example"),
    ]
    text = as_text(people)
    assert text.splitlines() == [
        '"Schmidt, Anna" <anna@tuv.example>',
        '"Bob B. Weber" <bob@x.example>',
        "eve@x.example",
    ]
    assert [(guest.name, guest.email) for guest in invited(text, organiser=chen).invitees] == [
        ("Schmidt, Anna", "anna@tuv.example"),
        ("Bob B. Weber", "bob@x.example"),
        ("", "eve@x.example"),
    ]
