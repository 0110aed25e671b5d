"""People and meetings for the pages, as rows; what speaks to the meeting service is tested against the sandbox."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import Application, Identity, Tenant, User
from meetings.models import Invitee, Meeting, Occurrence, VendorWrite
from meetings.writes import meeting_words
from meetings.writes.agenda import refresh_agenda
from meetings.writes.invitees import count_present
from tests.factories.writes import make_write_in_state

MakeMeeting = Callable[..., Meeting]
MakeSeries = Callable[..., Meeting]


@pytest.fixture
def no_limits_of_earlier_tests() -> None:
    """Forget how often the test client's address has tried something."""
    cache.clear()


@pytest.fixture
def qingshan(db: None) -> Tenant:
    application = Application.objects.create(name="App", app_id="app", app_key="key")
    return Tenant.objects.create(name="Qingshan", application=application)


@pytest.fixture
def chen(qingshan: Tenant) -> User:
    """Organises; reads English, in Shanghai."""
    person = User.objects.create_user("chen.jing@qingshan.example", name="陈静", tenant=qingshan, language="en")
    Identity.objects.create(tenant=qingshan, person=person, third_party_user_id="chen", state=Identity.State.WORKS)
    return person


@pytest.fixture
def li(qingshan: Tenant) -> User:
    """A colleague."""
    return User.objects.create_user("li.wei@qingshan.example", name="Li Wei", tenant=qingshan, language="en")


@pytest.fixture
def stranger(qingshan: Tenant) -> User:
    """Somebody of another organisation at the same application."""
    other = Tenant.objects.create(name="Other", application=qingshan.application, corp_id="2")
    return User.objects.create_user("stranger@other.example", name="Stranger", tenant=other, language="en")


@pytest.fixture
def zhao(qingshan: Tenant) -> User:
    """Administers Qingshan."""
    return User.objects.create_user(
        "zhao.lei@qingshan.example", name="Zhao Lei", tenant=qingshan, role=User.Role.TENANT_ADMIN, language="en"
    )


@pytest.fixture
def operator(db: None) -> User:
    """Looks after every organisation."""
    return User.objects.create_superuser("operator@portal.example", name="Operator", language="en")


@pytest.fixture
def zhaos(zhao: User) -> Client:
    """A browser in which the tenant administrator is signed in."""
    return signed_in(zhao)


@pytest.fixture
def operators(operator: User) -> Client:
    """A browser in which the operator is signed in."""
    return signed_in(operator)


@pytest.fixture
def chens(chen: User) -> Client:
    """A browser in which somebody is signed in who administers nothing."""
    return signed_in(chen)


def signed_in(person: User) -> Client:
    """Return a new browser in which ``person`` is signed in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def pages(client: Client, chen: User) -> Client:
    """A browser in which Chen Jing is signed in."""
    client.force_login(chen)
    return client


@pytest.fixture
def make_meeting(chen: User) -> MakeMeeting:
    """Make a booked meeting of Chen Jing tomorrow, with its organiser's link and a write; fields can be given."""

    def make(
        *,
        start_at: datetime | None = None,
        guests: tuple[User | str, ...] = (),
        cohosts: tuple[User, ...] = (),
        write: str = "done",
        kind: str = "create",
        error_code: str = "",
        **fields: Any,
    ) -> Meeting:
        now = timezone.now()
        values: dict[str, Any] = {
            "tenant": chen.tenant,
            "organiser": chen,
            "state": Meeting.State.BOOKED,
            "subject": "Roadmap",
            "start_at": start_at or now + timedelta(days=1),
            "length_minutes": 45,
            "time_zone": "Asia/Shanghai",
            "guest_password": "482913",
            "host_password": "713355",
            "vendor_conference_id": str(secrets.randbelow(10**9)).zfill(9),
            "ical_uid": secrets.token_hex(8),
            "ical_organiser_email": chen.email,
            "created_at": now - timedelta(hours=1),
            "changed_at": now - timedelta(hours=1),
            "is_settled": write == "done",
        }
        meeting = Meeting.objects.create(**(values | fields))
        _invite(meeting, Invitee.Role.ORGANISER, meeting.organiser)
        for person in cohosts:
            _invite(meeting, Invitee.Role.COHOST, person)
        for guest in guests:
            _invite(meeting, Invitee.Role.GUEST, guest)
        count_present(meeting=meeting)
        if not meeting.is_series:
            _occur(meeting, meeting.start_at, meeting.end_at)
        _write(meeting, VendorWrite.Kind.CREATE, write if kind == "create" else "done", error_code)
        if kind != "create":
            _write(meeting, kind, write, error_code)
        refresh_agenda(meeting=meeting)
        meeting_words.refresh(meeting=meeting)
        return meeting

    return make


@pytest.fixture
def make_series(make_meeting: MakeMeeting) -> MakeSeries:
    """Make a booked series of Chen Jing, one occurrence so many days after its first each; fields can be given."""

    def make(*, start_at: datetime | None = None, days: tuple[int, ...] = (0, 7, 14), **fields: Any) -> Meeting:
        first = start_at or timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
        local = first.astimezone(ZoneInfo("Asia/Shanghai")).date()
        values: dict[str, Any] = {
            "subject": "Weekly",
            "repeat_unit": "day",
            "repeat_interval": max(1, days[-1] // max(1, len(days) - 1)) if days[-1] else 1,
            "repeat_until": local + timedelta(days=days[-1]),
            "repeat_start_at": first,
            "repeat_minutes": 45,
        }
        meeting = make_meeting(start_at=first, **(values | fields))
        length = timedelta(minutes=45)
        for number in days:
            at = first + timedelta(days=number)
            _occur(meeting, at, at + length, vendor_sub_conference_id=secrets.token_hex(8))
        refresh_agenda(meeting=meeting)
        meeting_words.refresh(meeting=meeting)
        return meeting

    return make


def _occur(meeting: Meeting, start_at: datetime, end_at: datetime, **fields: Any) -> None:
    Occurrence.objects.create(meeting=meeting, start_at=start_at, end_at=end_at, original_start_at=start_at, **fields)


def _invite(meeting: Meeting, role: str, guest: User | str) -> None:
    from meetings import invitee_links

    if isinstance(guest, User):
        invitee_links.invitee_row(meeting=meeting, role=role, email=guest.email, name=guest.name, person=guest).save()
    else:
        invitee_links.invitee_row(meeting=meeting, role=role, email=guest, name=guest).save()


def _write(meeting: Meeting, kind: str, state: str, error_code: str) -> None:
    make_write_in_state(
        meeting,
        state,
        kind=kind,
        error_code=error_code if state == "refused" else "",
        created_at=timezone.now() - timedelta(minutes=30),
        finished_at=timezone.now() - timedelta(minutes=10),
    )
