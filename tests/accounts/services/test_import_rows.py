"""The outcome of each row of a file of people."""

import pytest
from django.utils import timezone

from accounts.models import Identity, User
from accounts.services import importing
from tests.factories.people_files import HEADER, outcomes, read_file

pytestmark = pytest.mark.django_db


def test_read_says_why_a_row_is_left_out(zhao: User, chen: User, stranger: User, operator: User) -> None:
    plan = read_file(
        zhao,
        ",nobody@,a:b,tlh,Mars/Olympus,operator",
        "One,one@qingshan.example,one,,,",
        "Two,one@qingshan.example,ONE,,,",
        "Three,three@qingshan.example,chen,,,",
        "Four,four@qingshan.example,CHEN,,,",
        "Five,stranger@other.example,five,,,",
        "Six,operator@portal.example,six,,,",
        "Seven,seven@qingshan.example, ,,,",
        header=f"{HEADER},language,time_zone,role",
    )
    elsewhere = "This mail address can't be used here. An operator can say why."
    assert outcomes(plan) == [
        (
            2,
            "refused",
            (
                "The name is empty.",
                "“nobody@” has nothing after the @.",
                "A colon can't stand in a User ID, since the signature is put together with colons.",
                "Language “tlh”: zh-hans or en, please.",
                "Time zone “Mars/Olympus” is not known; one looks like Asia/Shanghai.",
                "Role “operator”: person or tenant_admin, please. Operators are made by hand.",
            ),
        ),
        (3, "made", ()),
        (
            4,
            "refused",
            (
                "The same mail address stands in row 3.",
                "The same User ID, or one that looks like it, stands in row 3.",
            ),
        ),
        (5, "refused", ("chen is 陈静's User ID already. Two people can't be the same user.",)),
        (
            6,
            "refused",
            (
                "The same User ID, or one that looks like it, stands in row 5.",
                "CHEN looks like chen, which is 陈静's. Is it really another user? If so, link this one by hand.",
            ),
        ),
        (7, "refused", (elsewhere,)),
        (8, "refused", (elsewhere,)),
        (
            9,
            "refused",
            ("The User ID is empty. Without one the meeting service would act as the enterprise's owner.",),
        ),
    ]
    importing.apply(by=zhao, draft_id=plan.draft.pk, now=timezone.now())
    assert set(User.objects.filter(welcome_due_at__isnull=False).values_list("email", flat=True)) == {
        "one@qingshan.example"
    }


def test_a_zone_is_kept_by_its_present_name(zhao: User) -> None:
    plan = read_file(zhao, "New,new@qingshan.example,new,Asia/Calcutta", header=f"{HEADER},time_zone")
    importing.apply(by=zhao, draft_id=plan.draft.pk, now=timezone.now())
    assert User.objects.get(email="new@qingshan.example").time_zone == "Asia/Kolkata"


def test_read_names_what_is_wrong_for_programs_too(zhao: User, chen: User) -> None:
    header = f"{HEADER},language,time_zone,role,phone"
    plan = read_file(
        zhao,
        f",nobody@,{'x' * 65},tlh,Mars/Olympus,operator,{'1' * 33}",
        "Two,two@qingshan.example,CHEN,,,,",
        "Three,two@qingshan.example,chen,,,,",
        header=header,
    )
    found = [[(str(one.code), one.field, one.params) for one in row.problems] for row in plan.rows]
    chens = {"user_id": "CHEN", "other": "chen", "name": "陈静"}
    assert found == [
        [
            ("too_long", "phone", {"column": "phone", "most": 32}),
            ("name_empty", "name", {}),
            ("nothing_after_at", "email", {"typed": "nobody@"}),
            ("user_id_too_long", "third_party_user_id", {"count": 65, "most": 64}),
            ("no_phone_number", "phone", {"typed": "1" * 33}),
            ("language_unknown", "language", {"language": "tlh"}),
            ("time_zone_unknown", "time_zone", {"time_zone": "Mars/Olympus"}),
            ("role_unknown", "role", {"role": "operator"}),
        ],
        [("link_by_hand", "third_party_user_id", chens)],
        [
            ("address_in_row", "email", {"row": 3}),
            ("user_id_in_row", "third_party_user_id", {"row": 3}),
            ("user_id_taken", "third_party_user_id", {"user_id": "chen", "name": "陈静"}),
        ],
    ]


def test_read_makes_one_line_of_a_name_and_refuses_one_without_ink(zhao: User) -> None:
    plan = read_file(zhao, '"Eve\nBcc: eve@x.example\u202e",eve@qingshan.example,eve', "\u200b,no@qingshan.example,no")
    assert [row.values["name"] for row in plan.rows] == ["Eve Bcc: eve@x.example", ""]
    assert outcomes(plan) == [(2, "made", ()), (3, "refused", ("The name is empty.",))]


def test_read_refuses_a_role_of_ones_own(zhao: User, chen: User) -> None:
    assert zhao.tenant is not None
    Identity.objects.create(tenant=zhao.tenant, person=zhao, third_party_user_id="zhao")
    lines = ("Zhao Lei,zhao.lei@qingshan.example,zhao,person", "陈静,chen.jing@qingshan.example,chen,tenant_admin")
    plan = read_file(zhao, *lines, header=f"{HEADER},role")
    own = "Nobody can change their own role or deactivate themselves. Ask another administrator."
    assert outcomes(plan) == [(2, "refused", (own,)), (3, "changed", ())]


def test_addresses_are_those_that_the_forms_take(zhao: User, chen: User) -> None:
    User.objects.create_user("karl@münchen.example", name="Karl", tenant=zhao.tenant)
    plan = read_file(
        zhao,
        "Karl,karl@xn--mnchen-3ya.example,karl",
        "Ida,ida@[127.0.0.1],ida",
        "Lena,lena@localhost,lena",
        "Ann,ann@公司.example,ann",
        "Ann,ann@xn--55qx5d.example,ann2",
    )
    assert outcomes(plan) == [
        (2, "changed", ()),
        (3, "refused", ("“ida@[127.0.0.1]” has a number behind the @, and not a domain like company.com.",)),
        (4, "refused", ("“lena@localhost” has no full domain behind the @, like company.com.",)),
        (5, "made", ()),
        (6, "refused", ("The same mail address stands in row 5.",)),
    ]


def test_two_empty_cells_are_nobodys(zhao: User) -> None:
    plan = read_file(zhao, "One,,", "Two,,")
    first, second = ([str(problem.code) for problem in row.problems] for row in plan.rows)
    assert first == second


def test_phone_numbers_are_kept_in_one_way_or_refused(zhao: User) -> None:
    plan = read_file(
        zhao,
        "Ann,ann@qingshan.example,ann,138-1234-5678",
        "Bob,bob@qingshan.example,bob,call me",
        header=f"{HEADER},phone",
    )
    sentence = "“call me” is no full phone number. One looks like +86 138 1234 5678, or +86 10 6234 5678 ext. 8001."
    assert outcomes(plan) == [(2, "made", ()), (3, "refused", (sentence,))]
    assert plan.rows[0].values["phone"] == "+8613812345678"


def test_read_leaves_somebody_unlinked_by_an_empty_cell_and_refuses_somebody_new(
    zhao: User, li: User, chen: User, stranger: User
) -> None:
    empty = "The User ID is empty. Without one the meeting service would act as the enterprise's owner."
    plan = read_file(
        zhao,
        "Li Wei,li.wei@qingshan.example,",
        "Li,li.wei@other.example,",
        "陈静,chen.jing@qingshan.example,",
        "Stranger,stranger@other.example,",
    )
    assert outcomes(plan) == [
        (2, "unchanged", ()),
        (3, "refused", (empty,)),
        (4, "refused", (empty,)),
        (5, "refused", (empty, "This mail address can't be used here. An operator can say why.")),
    ]
