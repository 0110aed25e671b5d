"""People from a file: each row's outcome, then exactly that, once."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from auditlog.models import LogEntry
from django.utils import timezone

from accounts import csv_file
from accounts.errors import NotAllowed
from accounts.models import AccessToken, Identity, ImportDraft, Tenant, User
from accounts.services import exporting, importing
from accounts.services.import_rows import Outcome
from accounts.services.importing import ImportChanged, ImportRefused, Plan

pytestmark = pytest.mark.django_db
HEADER = "name,email,third_party_user_id"
NEW = "Sun Hao,sun.hao@qingshan.example,sun.hao"


def read(by: User, *lines: str, header: str = HEADER, tenant: Tenant | None = None) -> Plan:
    content = "\n".join((header, *lines)).encode()
    tenant = tenant or Tenant.objects.get(name="Qingshan")
    return importing.read(by=by, tenant=tenant, name="may.csv", content=content, now=timezone.now())


def refusal(by: User, content: bytes) -> str:
    tenant = Tenant.objects.get(name="Qingshan")
    with pytest.raises(ImportRefused) as caught:
        importing.read(by=by, tenant=tenant, name="may.csv", content=content, now=timezone.now())
    return caught.value.sentence


def fates(plan: Plan) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(row.number, row.outcome.value, row.reasons) for row in plan.rows]


def test_read_writes_nothing_but_the_file(zhao: User, chen: User) -> None:
    before = User.objects.count()
    plan = read(zhao, NEW, "陈静,chen.jing@qingshan.example,chen")
    assert fates(plan) == [(2, "made", ()), (3, "unchanged", ())]
    assert (User.objects.count(), Identity.objects.count(), ImportDraft.objects.count()) == (before, 1, 1)


def test_apply_makes_person_and_link_with_their_audit(zhao: User) -> None:
    header = f"{HEADER},phone,department_code,language,time_zone,role"
    plan = read(zhao, f"{NEW},+8613800000000,7,EN-us,Europe/Berlin,Tenant_Admin", header=header)
    now = timezone.now()
    done = importing.apply(by=zhao, draft_id=plan.draft.pk, now=now)
    assert (done.count(Outcome.MADE), done.count(Outcome.CHANGED)) == (1, 0)
    person = User.objects.get(email="sun.hao@qingshan.example")
    assert (person.name, person.tenant, person.phone, person.department_code) == (
        "Sun Hao",
        zhao.tenant,
        "+8613800000000",
        "7",
    )
    assert (person.language, person.time_zone, person.role) == ("en", "Europe/Berlin", "tenant_admin")
    assert (person.has_usable_password(), person.welcome_due_at) == (False, now)
    identity = Identity.objects.get(person=person)
    assert (identity.third_party_user_id, identity.state, identity.folded_user_id) == (
        "sun.hao",
        "untested",
        "sun.hao",
    )
    written = {
        entry.content_type.model: entry.changes
        for entry in LogEntry.objects.filter(object_repr__in=["Sun Hao", "sun.hao"])
    }
    assert written["identity"]["third_party_user_id"] == ["None", "sun.hao"]
    assert written["user"]["email"] == ["None", "sun.hao@qingshan.example"]
    assert "password" not in written["user"]


def test_apply_changes_what_the_file_says_and_keeps_empty_cells(zhao: User, chen: User) -> None:
    User.objects.filter(pk=chen.pk).update(phone="1")
    AccessToken.objects.create(tenant=Identity.objects.get().tenant, third_party_user_id="chen")
    plan = read(zhao, "Chen Jing,Chen.Jing@qingshan.example,jing.chen,", header=f"{HEADER},phone")
    assert [row.changes for row in plan.rows] == [
        (("name", "陈静", "Chen Jing"), ("third_party_user_id", "chen", "jing.chen"))
    ]
    importing.apply(by=zhao, draft_id=plan.draft.pk, now=timezone.now())
    chen.refresh_from_db()
    identity = Identity.objects.get()
    assert (chen.name, chen.phone, chen.welcome_due_at) == ("Chen Jing", "1", None)
    assert (identity.third_party_user_id, identity.state) == ("jing.chen", "untested")
    assert AccessToken.objects.count() == 0


def test_apply_links_somebody_who_was_not(zhao: User, li: User) -> None:
    plan = read(zhao, "Li Wei,li.wei@qingshan.example,li")
    assert [row.changes for row in plan.rows] == [(("third_party_user_id", "", "li"),)]
    importing.apply(by=zhao, draft_id=plan.draft.pk, now=timezone.now())
    assert Identity.objects.get().person == li


def test_read_says_why_a_row_is_left_out(zhao: User, chen: User, stranger: User, operator: User) -> None:
    plan = read(
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
    assert fates(plan) == [
        (
            2,
            "refused",
            (
                "The name is empty.",
                "“nobody@” is no mail address.",
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


def test_apply_once(zhao: User) -> None:
    draft = read(zhao, NEW).draft
    importing.apply(by=zhao, draft_id=draft.pk, now=timezone.now())
    with pytest.raises(ImportRefused, match="imported already"):
        importing.apply(by=zhao, draft_id=draft.pk, now=timezone.now())
    assert User.objects.filter(email="sun.hao@qingshan.example").count() == 1


def test_apply_shows_again_what_has_changed_meanwhile(zhao: User, chen: User) -> None:
    plan = read(zhao, "陈静,chen.jing@qingshan.example,chen")
    User.objects.filter(pk=chen.pk).update(name="Jing")
    with pytest.raises(ImportChanged) as caught:
        importing.apply(by=zhao, draft_id=plan.draft.pk, now=timezone.now())
    assert fates(caught.value.plan) == [(2, "changed", ())]
    assert User.objects.get(pk=chen.pk).name == "Jing"
    importing.apply(by=zhao, draft_id=plan.draft.pk, now=timezone.now())
    assert User.objects.get(pk=chen.pk).name == "陈静"


def test_read_and_apply_are_for_the_tenants_own_administrators(zhao: User, operator: User, stranger: User) -> None:
    other = stranger.tenant
    with pytest.raises(NotAllowed):
        read(zhao, NEW, tenant=other)
    assert fates(read(operator, NEW, tenant=other)) == [(2, "made", ())]
    draft = read(zhao, NEW).draft
    with pytest.raises(ImportRefused):
        importing.apply(by=operator, draft_id=draft.pk, now=timezone.now())
    with pytest.raises(ImportRefused):
        importing.plan(by=zhao, draft_id=uuid4())


def test_drop_old_drafts(zhao: User) -> None:
    read(zhao, NEW)
    assert importing.drop_old_drafts(now=timezone.now()) == 0
    assert importing.drop_old_drafts(now=timezone.now() + timedelta(days=1, seconds=1)) == 1


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


def test_read_makes_one_line_of_a_name_and_refuses_one_without_ink(zhao: User) -> None:
    plan = read(zhao, '"Eve\nBcc: eve@x.example\u202e",eve@qingshan.example,eve', "\u200b,no@qingshan.example,no")
    assert [row.values["name"] for row in plan.rows] == ["Eve Bcc: eve@x.example", ""]
    assert fates(plan) == [(2, "made", ()), (3, "refused", ("The name is empty.",))]


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


def test_export_has_no_formulas_and_comes_back_as_it_was(zhao: User, chen: User, stranger: User) -> None:
    User.objects.filter(pk=chen.pk).update(name="=1+1", phone="+86138")
    text = "".join(exporting.identities(by=zhao))
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["email"], row["name"], row["phone"], row["state"]) for row in rows] == [
        ("chen.jing@qingshan.example", "'=1+1", "'+86138", "works"),
        ("zhao.lei@qingshan.example", "Zhao Lei", "", ""),
    ]
    plan = importing.read(
        by=zhao, tenant=Tenant.objects.get(name="Qingshan"), name="x", content=text.encode(), now=timezone.now()
    )
    assert [row.outcome.value for row in plan.rows] == ["unchanged", "refused"]


def test_export_has_each_tenants_own(zhao: User, operator: User, stranger: User) -> None:
    def addresses(by: User) -> list[str]:
        return [line.split(",")[1] for line in list(exporting.identities(by=by))[1:]]

    assert addresses(zhao) == ["zhao.lei@qingshan.example"]
    assert addresses(operator) == ["stranger@other.example", "zhao.lei@qingshan.example"]


def test_read_refuses_a_role_of_ones_own(zhao: User, chen: User) -> None:
    assert zhao.tenant is not None
    Identity.objects.create(tenant=zhao.tenant, person=zhao, third_party_user_id="zhao")
    lines = ("Zhao Lei,zhao.lei@qingshan.example,zhao,person", "陈静,chen.jing@qingshan.example,chen,tenant_admin")
    plan = read(zhao, *lines, header=f"{HEADER},role")
    own = "Nobody can change their own role or deactivate themselves. Ask another administrator."
    assert fates(plan) == [(2, "refused", (own,)), (3, "changed", ())]


def test_apply_leaves_alone_what_the_person_did_meanwhile(zhao: User, chen: User) -> None:
    plan = read(zhao, "Chen Jing,chen.jing@qingshan.example,chen")
    shown = importing.plan(by=zhao, draft_id=plan.draft.pk)
    chen.set_password("a new password")
    chen.save()
    importing._do(shown, timezone.now())
    chen.refresh_from_db()
    assert (chen.name, chen.check_password("a new password")) == ("Chen Jing", True)
