"""People from a file: each row's outcome, then exactly that, once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from auditlog.models import LogEntry
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.models import AccessToken, Identity, ImportDraft, SearchKey, User
from accounts.services import importing
from accounts.services.import_rows import Outcome
from accounts.services.importing import ImportChanged, ImportRefused
from tests.factories.people_files import HEADER, outcomes, read_file

pytestmark = pytest.mark.django_db
NEW = "Sun Hao,sun.hao@qingshan.example,sun.hao"


def test_read_writes_nothing_but_the_file(zhao: User, chen: User) -> None:
    before = User.objects.count()
    plan = read_file(zhao, NEW, "陈静,chen.jing@qingshan.example,chen")
    assert outcomes(plan) == [(2, "made", ()), (3, "unchanged", ())]
    assert (User.objects.count(), Identity.objects.count(), ImportDraft.objects.count()) == (before, 1, 1)


def test_apply_makes_person_and_link_with_their_audit(zhao: User) -> None:
    header = f"{HEADER},phone,department_code,language,time_zone,role"
    plan = read_file(zhao, f"{NEW},+8613800000000,7,EN-us,Europe/Berlin,Tenant_Admin", header=header)
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
    assert SearchKey.objects.filter(person=person, key=b"haosun").exists()
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
    plan = read_file(zhao, "Chen Jing,Chen.Jing@qingshan.example,jing.chen,", header=f"{HEADER},phone")
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
    plan = read_file(zhao, "Li Wei,li.wei@qingshan.example,li")
    assert [row.changes for row in plan.rows] == [(("third_party_user_id", "", "li"),)]
    importing.apply(by=zhao, draft_id=plan.draft.pk, now=timezone.now())
    assert Identity.objects.get().person == li


def test_apply_once(zhao: User) -> None:
    draft = read_file(zhao, NEW).draft
    importing.apply(by=zhao, draft_id=draft.pk, now=timezone.now())
    with pytest.raises(ImportRefused, match="imported already"):
        importing.apply(by=zhao, draft_id=draft.pk, now=timezone.now())
    assert User.objects.filter(email="sun.hao@qingshan.example").count() == 1


def test_apply_shows_again_what_has_changed_meanwhile(zhao: User, chen: User) -> None:
    plan = read_file(zhao, "陈静,chen.jing@qingshan.example,chen")
    User.objects.filter(pk=chen.pk).update(name="Jing")
    with pytest.raises(ImportChanged) as caught:
        importing.apply(by=zhao, draft_id=plan.draft.pk, now=timezone.now())
    assert outcomes(caught.value.plan) == [(2, "changed", ())]
    assert User.objects.get(pk=chen.pk).name == "Jing"
    importing.apply(by=zhao, draft_id=plan.draft.pk, now=timezone.now())
    assert User.objects.get(pk=chen.pk).name == "陈静"


def test_read_and_apply_are_for_the_tenants_own_administrators(zhao: User, operator: User, stranger: User) -> None:
    other = stranger.tenant
    with pytest.raises(NotAllowed):
        read_file(zhao, NEW, tenant=other)
    assert outcomes(read_file(operator, NEW, tenant=other)) == [(2, "made", ())]
    draft = read_file(zhao, NEW).draft
    with pytest.raises(ImportRefused):
        importing.apply(by=operator, draft_id=draft.pk, now=timezone.now())
    with pytest.raises(ImportRefused):
        importing.plan(by=zhao, draft_id=uuid4())


def test_drop_old_drafts(zhao: User) -> None:
    read_file(zhao, NEW)
    assert importing.drop_old_drafts(now=timezone.now()) == 0
    assert importing.drop_old_drafts(now=timezone.now() + timedelta(days=1, seconds=1)) == 1


def test_apply_leaves_alone_what_the_person_did_meanwhile(zhao: User, chen: User) -> None:
    plan = read_file(zhao, "Chen Jing,chen.jing@qingshan.example,chen")
    shown = importing.plan(by=zhao, draft_id=plan.draft.pk)
    chen.set_password("a new password")
    chen.save()
    importing._apply_rows(shown, timezone.now())
    chen.refresh_from_db()
    assert (chen.name, chen.check_password("a new password")) == ("Chen Jing", True)
