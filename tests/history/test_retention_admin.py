"""For how long the history is kept is said in the administration, by each organisation for itself."""

import pytest
from auditlog.models import LogEntry
from django.test import Client

from accounts.models import Tenant, User
from history.models import Retention
from tests.factories.fixtures import signed_in
from tests.factories.page_words import text_of

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
