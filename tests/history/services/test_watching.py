"""Who is in a meeting is noted while it runs: the service's history names no accounts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import EventSubscription, Identity, Tenant, User
from accounts.vendor import clients
from history import tasks
from history.models import Confidence, EndedSession, Identified, OnlineParticipant
from history.services import syncing, watching
from hwmeeting import links
from meetings.models import Meeting
from meetings.services import booking
from tests.factories.vendor import Vendor
from tests.flows.interruptions import Answer

pytestmark = pytest.mark.django_db(transaction=True)
ONLINE = "/v1/mmc/management/conferences/online/conf-attendee"
MINUTE = timedelta(minutes=1)
Run = Callable[..., Meeting]


@pytest.fixture
def tenant(vendor: Vendor, qingshan: Tenant) -> Tenant:
    Tenant.objects.filter(pk=qingshan.pk).update(administrator_user_id=vendor.administrator_user_id)
    return Tenant.objects.get(pk=qingshan.pk)


@pytest.fixture
def run(vendor: Vendor, tenant: Tenant) -> Run:
    """Hold a meeting into which somebody without an account has come."""

    def make(organiser: User, reference: str = "now") -> Meeting:
        meeting = booking.start_now(organiser=organiser, reference=reference, now=datetime.now(UTC))
        vendor.enter(meeting)
        return meeting

    return make


def come_in(vendor: Vendor, meeting: Meeting, person: User, name: str) -> None:
    """Let somebody come in whose client is signed in, under a name of their own choice."""
    list(clients.client_for(person=person).meetings.list())  # whoever has never signed in is unknown there
    account = person.identity.third_party_user_id
    number, code = meeting.vendor_conference_id, meeting.guest_password
    url = links.scheme_url("windows", "join", conf_id=number, name=name, enter_code=code)
    vendor.open_link(url, "windows", signed_in_as=account)


def seen() -> list[tuple[str, str]]:
    return sorted(OnlineParticipant.objects.values_list("name", "third_party_user_id"))


def times_asked(vendor: Vendor) -> int:
    return sum(path == ONLINE for _method, path, _query in vendor.between.asked)


@pytest.mark.parametrize("by_administrator", [True, False])
def test_watch_notes_accounts(
    vendor: Vendor, run: Run, tenant: Tenant, chen: User, li: User, by_administrator: bool
) -> None:
    """Where no administrator is named, the organiser is asked for."""
    if not by_administrator:
        Tenant.objects.update(administrator_user_id="")
    meeting, now = run(chen), timezone.now()
    come_in(vendor, meeting, li, "iPad")
    assert watching.watch(tenant_id=tenant.pk, now=now) == 1
    assert [account for _name, account in seen()] == ["", "li"]
    row = OnlineParticipant.objects.get(third_party_user_id="li")
    assert (row.vendor_conference_id, row.first_seen_at, row.last_seen_at) == (meeting.vendor_conference_id, now, now)
    assert row.user_uuid
    assert row.call_number


def test_watch_again_notes_how_long(vendor: Vendor, run: Run, tenant: Tenant, chen: User) -> None:
    run(chen)
    now = timezone.now()
    for minutes in (0, 2, 4):
        watching.watch(tenant_id=tenant.pk, now=now + minutes * MINUTE)
    assert OnlineParticipant.objects.values_list("first_seen_at", "last_seen_at").get() == (now, now + 4 * MINUTE)


def test_whoever_was_seen_is_certain_in_the_history(
    vendor: Vendor, run: Run, tenant: Tenant, chen: User, li: User
) -> None:
    """The name says nothing, and no number of theirs is known yet: only the list told whose client it was."""
    meeting = run(chen)
    come_in(vendor, meeting, li, "iPad")
    watching.watch(tenant_id=tenant.pk, now=timezone.now())
    vendor.end(chen, meeting)
    Identity.objects.update(vendor_sip_number="", vendor_user_uuid="")
    syncing.sync(tenant_id=tenant.pk, now=timezone.now() + MINUTE)
    part = EndedSession.objects.get().presences.get(person=li)
    assert (part.came, part.confidence, part.identified_by) == (True, Confidence.CERTAIN, Identified.ONLINE)


def test_watch_asks_nothing_where_events_tell_it(vendor: Vendor, run: Run, tenant: Tenant, chen: User) -> None:
    run(chen)
    EventSubscription.objects.create(tenant=tenant, state=EventSubscription.State.ON)
    assert watching.watch(tenant_id=tenant.pk, now=timezone.now()) == 0
    assert (seen(), times_asked(vendor)) == ([], 0)


def test_a_meeting_that_has_ended_ends_its_own_watching(
    vendor: Vendor, run: Run, tenant: Tenant, chen: User, li: User
) -> None:
    over, goes_on = run(chen), run(li, "li")
    vendor.end(chen, over)
    assert watching.watch(tenant_id=tenant.pk, now=timezone.now()) == 2
    found = set(OnlineParticipant.objects.values_list("vendor_conference_id", flat=True))
    assert found == {goes_on.vendor_conference_id}


def test_an_organiser_who_is_no_longer_linked_ends_their_own_watching(
    vendor: Vendor, run: Run, tenant: Tenant, chen: User, li: User
) -> None:
    Tenant.objects.update(administrator_user_id="")
    run(chen)
    goes_on = run(li, "li")
    Identity.objects.filter(person=chen).update(state=Identity.State.DISABLED)
    watching.watch(tenant_id=tenant.pk, now=timezone.now())
    assert OnlineParticipant.objects.get().vendor_conference_id == goes_on.vendor_conference_id


def test_a_service_that_is_away_is_left_alone(vendor: Vendor, run: Run, tenant: Tenant, chen: User, li: User) -> None:
    run(chen)
    run(li, "li")
    away = [Answer(503, "") for _ in range(2)]
    vendor.between.plan("GET", ONLINE, *away)
    watching.watch(tenant_id=tenant.pk, now=timezone.now())
    assert (seen(), times_asked(vendor)) == ([], 2), "the second meeting is not asked for"
    watching.watch(tenant_id=tenant.pk, now=timezone.now())
    assert len(seen()) == 2


def test_a_list_that_turns_into_html_halfway_is_read_another_time(
    vendor: Vendor, run: Run, tenant: Tenant, chen: User
) -> None:
    run(chen)
    html = Answer(200, "<html>Down for maintenance</html>", {"Content-Type": "text/html"})
    vendor.between.plan("GET", ONLINE, html, html)
    watching.watch(tenant_id=tenant.pk, now=timezone.now())
    assert seen() == []
    watching.watch(tenant_id=tenant.pk, now=timezone.now())
    assert len(seen()) == 1


def test_what_began_days_ago_does_not_run(vendor: Vendor, run: Run, tenant: Tenant, chen: User) -> None:
    run(chen)
    assert watching.watch(tenant_id=tenant.pk, now=timezone.now() + timedelta(days=3)) == 0
    assert times_asked(vendor) == 0


def test_one_tenants_failure_keeps_no_others_from_being_watched(
    vendor: Vendor, run: Run, tenant: Tenant, chen: User
) -> None:
    Tenant.objects.create(pk=0, name="First", application=tenant.application, administrator_user_id="a:b")
    meeting = run(chen)
    Meeting.objects.create(
        tenant_id=0, organiser=chen, subject="Other", start_at=meeting.start_at, length_minutes=60, time_zone="UTC",
        vendor_conference_id="962000009", ical_uid="o@x", state=Meeting.State.RUNNING, created_at=meeting.start_at,
        changed_at=meeting.start_at,
    )  # fmt: skip
    tasks.watch(of_a_newer_version=1)
    assert len(seen()) == 1


def test_prune_forgets_who_was_seen_long_ago(vendor: Vendor, run: Run, tenant: Tenant, chen: User) -> None:
    run(chen)
    now = timezone.now()
    watching.watch(tenant_id=tenant.pk, now=now)
    assert [watching.prune(now=now + watching.KEPT), watching.prune(now=now + watching.KEPT + MINUTE)] == [0, 1]
    assert seen() == []
