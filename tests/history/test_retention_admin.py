"""For how long the history is kept is said in the administration, by each organisation for itself."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.utils import timezone

from accounts.models import Tenant, User
from history.models import Retention
from tests.factories.fixtures import signed_in
from tests.factories.page_words import text_of
from tests.factories.sessions import hold

pytestmark = pytest.mark.django_db
LIST = "/admin/history/retention/"
DAYS = {"session_days": "365", "attendance_days": "90", "control_record_days": "", "recording_days": ""}


def kept() -> list[tuple[str, int | None, int | None]]:
    return list(Retention.objects.order_by("pk").values_list("tenant__name", "session_days", "attendance_days"))


def test_an_administrator_says_it_for_their_own(zhaos: Client, qingshan: Tenant, stranger: User, zhao: User) -> None:
    assert zhaos.post(f"{LIST}add/", {"tenant": stranger.tenant_id, **DAYS}).status_code == 200
    assert kept() == []
    assert zhaos.post(f"{LIST}add/", {"tenant": qingshan.pk, **DAYS}).status_code == 302
    row = Retention.objects.get()
    assert kept() == [("Qingshan", 365, 90)]
    Retention.objects.update(attendance_purged_until="2026-05-01T00:00Z")
    zhaos.post(f"{LIST}{row.pk}/change/", DAYS | {"attendance_days": "30"})
    assert kept() == [("Qingshan", 365, 30)]
    assert Retention.objects.get().attendance_purged_until is None, "it is gone through anew"
    entry = LogEntry.objects.get_for_object(row).order_by("-pk").first()
    assert entry
    assert (entry.actor, entry.changes["attendance_days"]) == (zhao, ["90", "30"])
    assert zhaos.get(f"{LIST}add/").status_code == 403, "there is one for each already"
    assert zhaos.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_it_says_of_how_many_sessions_something_goes(zhaos: Client, qingshan: Tenant, stranger: User) -> None:
    now = timezone.now()
    assert stranger.tenant is not None
    for days in (20, 40, 400):
        hold(qingshan, start_at=now - timedelta(days=days), end_at=now - timedelta(days=days))
    hold(stranger.tenant, start_at=now - timedelta(days=500), end_at=now - timedelta(days=500))
    said = text_of(zhaos.post(f"{LIST}add/", {"tenant": qingshan.pk, **DAYS, "attendance_days": "30"}, follow=True))
    assert "In the coming night something of 2 sessions is deleted for good. Until then you can change it." in said
    path = f"{LIST}{Retention.objects.get().pk}/change/"
    assert "deleted" not in text_of(zhaos.post(path, DAYS | {"session_days": "", "attendance_days": ""}, follow=True))


@pytest.mark.parametrize("days", ["0", "-1", "36501", "many"])
def test_days_that_can_not_be(zhaos: Client, qingshan: Tenant, days: str) -> None:
    assert zhaos.post(f"{LIST}add/", {"tenant": qingshan.pk, **DAYS, "session_days": days}).status_code == 200
    assert kept() == []


def test_nobody_else_sees_or_changes_it(qingshan: Tenant, stranger: User, chen: User, operators: Client) -> None:
    row = Retention.objects.create(tenant=qingshan, session_days=9)
    stranger.role = User.Role.TENANT_ADMIN
    stranger.save()
    assert "Qingshan" not in text_of(signed_in(stranger).get(LIST))
    signed_in(stranger).post(f"{LIST}{row.pk}/change/", DAYS)
    assert signed_in(chen).get(LIST).status_code == 302
    assert kept() == [("Qingshan", 9, None)]
    assert "Qingshan" in text_of(operators.get(LIST))
