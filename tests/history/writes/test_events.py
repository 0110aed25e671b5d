"""API clients hear of a session and of a recording once, whatever is read again, by whoever could read it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import ApiClient, Identity, Tenant, User
from history.models import EndedSession, Recording
from history.writes import recordings, sessions
from hwmeeting import EndedMeeting
from hwmeeting import Recording as VendorRecording
from notifications.models import WebhookDelivery
from tests.factories.api import Caller, _validator, document
from tests.factories.fixtures import MakeMeeting
from tests.factories.webhooks import heard, listen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]
AT = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)


def ended(uuid: str, **fields: Any) -> EndedMeeting:
    values: dict[str, Any] = {
        "conference_uuid": uuid, "conference_id": "962000001", "subject": "Roadmap", "start_at": AT,
        "end_at": AT + timedelta(hours=1), "scheduler_name": "陈静", "scheduler_uuid": "", "room_number": "",
        "has_recording": False,
    }  # fmt: skip
    return EndedMeeting(**{name: value for name, value in (values | fields).items() if name in FIELDS})


FIELDS = EndedMeeting.__dataclass_fields__


def recorded(uuid: str, *, is_available: bool) -> VendorRecording:
    return VendorRecording(uuid, "962000001", "Roadmap", "陈静", AT, 3000, 400, is_available, None, 0)


def store(tenant: Tenant, *found: EndedMeeting, is_news: bool = True) -> None:
    fresh = Tenant.objects.get(pk=tenant.pk)
    sessions.store(tenant=fresh, sessions=found, now=AT, tally=sessions.Tally(), is_news=is_news)


def store_recordings(tenant: Tenant, *found: VendorRecording, is_news: bool = True) -> None:
    recordings.store(tenant=Tenant.objects.get(pk=tenant.pk), recordings=found, now=AT, is_news=is_news)


@pytest.fixture
def listening(erp: ApiClient, make_meeting: MakeMeeting) -> ApiClient:
    make_meeting(start_at=AT, vendor_conference_id="962000001")
    listen(erp)
    return erp


def told(client: ApiClient) -> list[tuple[str, str]]:
    """Return type and session of each event about the history, each as the document says."""
    events = [event for event in heard(client) if event["type"] in {"session.stored", "recording.available"}]
    for event in events:
        body = document()["webhooks"][event["type"]]["post"]["requestBody"]
        _validator(body["content"]["application/json"]["schema"]).validate(event)
    return [(event["type"], event["data"]["session"]["id"]) for event in events]


def test_a_session_is_told_of_once(listening: ApiClient, qingshan: Tenant) -> None:
    store(qingshan, ended("a"))
    assert told(listening) == [("session.stored", "a")]
    store(qingshan, ended("a"), ended("b", subject="Other"))
    assert told(listening) == [("session.stored", "b")]
    store(qingshan, ended("a", end_at=AT + timedelta(hours=2)))
    assert told(listening) == [], "another end is none of another session"


def test_it_is_told_as_the_api_answers(listening: ApiClient, qingshan: Tenant, chen: User) -> None:
    store(qingshan, ended("a"))
    (event,) = [each for each in heard(listening) if each["type"] == "session.stored"]
    session = EndedSession.objects.get()
    session.presences.create(tenant=qingshan, session_start_at=AT, key="c", person=chen, is_invited=True)
    assert Caller(listening, act_as="chen").get("/api/v1/sessions/a/").json() == event["data"]["session"]


def test_what_is_read_for_the_first_time_is_no_news(listening: ApiClient, qingshan: Tenant) -> None:
    store(qingshan, ended("old"), is_news=False)
    store_recordings(qingshan, recorded("old", is_available=True), is_news=False)
    assert told(listening) == []


def test_nothing_is_told_of_what_was_rolled_back(
    listening: ApiClient, qingshan: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a process that is killed: no row, no event; and with the row the event, once."""

    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(WebhookDelivery.objects, "bulk_create", die)
        with pytest.raises(Killed):
            store(qingshan, ended("a"))
    assert (EndedSession.objects.count(), told(listening)) == (0, [])
    store(qingshan, ended("a"))
    assert told(listening) == [("session.stored", "a")]


def test_a_recording_is_told_of_once_it_can_be_watched(listening: ApiClient, qingshan: Tenant) -> None:
    store(qingshan, ended("a"))
    told(listening)
    store_recordings(qingshan, recorded("a", is_available=False))
    assert told(listening) == []
    for expected in ([("recording.available", "a")], []):
        store_recordings(qingshan, recorded("a", is_available=True))
        assert told(listening) == expected


def test_a_recording_is_told_of_once_its_session_is_known(listening: ApiClient, qingshan: Tenant) -> None:
    store_recordings(qingshan, recorded("a", is_available=True))
    assert told(listening) == []
    store(qingshan, ended("a"))
    told(listening)
    for expected in ([("recording.available", "a")], []):
        recordings.join(tenant=Tenant.objects.get(pk=qingshan.pk), now=AT)
        assert told(listening) == expected
    assert Recording.objects.get().session == EndedSession.objects.get()


@pytest.mark.parametrize(
    ("fields", "conference_id", "hears"),
    [
        ({"allowed_user_ids": "chen"}, "962000001", True),
        ({"allowed_user_ids": "li"}, "962000001", False),
        ({"allowed_user_ids": "chen"}, "999", False),
        ({"allowed_user_ids": "zhao"}, "999", True),
        ({"allowed_user_ids": "zhao", "scopes": ["history:read"]}, "999", False),
        ({"scopes": ["meetings:read"]}, "962000001", False),
    ],
)
def test_who_hears_of_it(
    listening: ApiClient,
    qingshan: Tenant,
    zhao: User,
    li: User,
    fields: dict[str, Any],
    conference_id: str,
    hears: bool,
) -> None:
    for person, user_id in ((zhao, "zhao"), (li, "li")):
        Identity.objects.create(
            tenant=qingshan, person=person, third_party_user_id=user_id, state=Identity.State.WORKS
        )
    ApiClient.objects.update(**fields)
    store(qingshan, ended("a", conference_id=conference_id))
    assert bool(told(listening)) == hears
