"""What is taken at the address for events, and what is refused before anything is written."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import EventSubscription, Tenant
from meetings.models import VendorEvent
from tests.factories.vendor_events import KEY, TOKEN, body_of, info_of, post, subscribe
from tests.flows.actions import enqueued, forget_enqueued

pytestmark = pytest.mark.django_db(transaction=True)
_MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def subscription(qingshan: Tenant) -> EventSubscription:
    forget_enqueued()
    return subscribe(qingshan)


def rows() -> list[tuple[str, str, str]]:
    return [(row.name, row.vendor_conference_id, row.state) for row in VendorEvent.objects.order_by("pk")]


def test_the_question_is_answered_with_its_nonce_and_changes_nothing() -> None:
    answer = post(body_of('{"event":"meeting.verify","timestamp":1}', nonce="40417236"))
    assert (answer.status_code, json.loads(answer.content)) == (200, {"event": "meeting.verify", "nonce": "40417236"})
    assert rows() == []


def test_an_event_is_a_row_and_a_job(qingshan: Tenant) -> None:
    at = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
    info = info_of("meeting.started", conference_id="967204518", at=at)
    answer = post(body_of(info))
    assert (answer.status_code, answer.content) == (200, b"")
    row = VendorEvent.objects.get()
    assert (row.tenant, row.name, row.vendor_conference_id, row.happened_at) == (
        qingshan,
        "meeting.started",
        "967204518",
        at,
    )
    assert (row.state, row.info) == ("waiting", info)
    assert list(enqueued()) == [("meetings.apply_events", {"tenant_id": qingshan.pk, "conference_id": "967204518"})]
    assert EventSubscription.objects.get().last_event_at is not None


def test_an_event_that_comes_again_is_one_row(qingshan: Tenant) -> None:
    info = info_of("meeting.end", conference_id="967204518")
    body = body_of(info)
    # The very same, and signed anew as when the vendor tries again
    assert [post(one).status_code for one in (body, body, body_of(info))] == [200, 200, 200]
    assert rows() == [("meeting.end", "967204518", "waiting")]


@pytest.mark.parametrize("name", ["meeting.join", "record.finish", "meeting.create", "meeting.invented"])
def test_what_says_nothing_of_the_state_is_kept(name: str) -> None:
    attendee = {"displayName": '安娜 "eventInfo": {}'}
    assert post(body_of(info_of(name, conference_id="1", attendeeInfo=attendee))).status_code == 200
    assert rows() == [(name, "1", "kept")]
    told = {"history.session_ended"} if name == "record.finish" else set()
    assert {task for task, _ in enqueued()} == told


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"key": "another"}, 403),
        ({"app_id": "another"}, 403),
        ({"ahead": -6 * _MINUTE}, 403),
        ({"ahead": 20 * _MINUTE}, 403),
        ({"signed": '{"event":"meeting.end","timestamp":1,"payload":{"meetingInfo":{"meetingID":"1"}}}'}, 403),
    ],
)
def test_what_is_not_from_the_vendor_of_now_is_refused(changes: dict[str, Any], status: int) -> None:
    changes = dict(changes)
    if ahead := changes.pop("ahead", None):
        changes["sent_at"] = datetime.now(UTC) + ahead
    assert post(body_of(info_of("meeting.end", conference_id="1"), **changes)).status_code == status
    assert (rows(), list(enqueued())) == ([], [])


@pytest.mark.parametrize("ahead", [-4 * _MINUTE, 4 * _MINUTE])
def test_a_clock_may_differ_by_some_minutes(ahead: timedelta) -> None:
    body = body_of(info_of("meeting.end", conference_id="1"), sent_at=datetime.now(UTC) + ahead)
    assert post(body).status_code == 200


_EVENT = body_of(info_of("meeting.end"), sent_at=datetime(2026, 5, 14, 1, 48, tzinfo=UTC), nonce="12345678")
_NO_EVENTS = {
    "blank": b" ",
    "a list": b"[]",
    "nothing in it": b"{}",
    "no UTF-8": b"\xff",
    "two of them": _EVENT + _EVENT,
    "endless nesting": b'{"eventInfo": ' + b"[" * 30_000,
    "another kind of eventInfo": body_of("[]"),
    "a name that no column takes": body_of('{"event": "\\u0000", "timestamp": 1}'),
    "a field twice": _EVENT.replace(b'"nonce"', b'"appID"', 1),
    "a time that is none": _EVENT.replace(b'"timestamp": 1', b'"timestamp": 1e999, "x": 1', 1),
}


@pytest.mark.parametrize("what", _NO_EVENTS)
def test_what_is_no_event_is_refused(what: str) -> None:
    assert post(_NO_EVENTS[what]).status_code == 400
    assert rows() == []


def test_ids_that_no_column_takes_are_passed_over() -> None:
    assert post(body_of(info_of("meeting.end", conference_id="1" * 65))).status_code == 200
    assert (
        post(body_of('{"event":"meeting.end","payload":{"meetingInfo":{"meetingID":"\\ud800"}}}')).status_code == 200
    )
    assert rows() == [("meeting.end", "", "kept"), ("meeting.end", "", "kept")]


def test_more_than_64_kb_and_another_kind_are_refused_unread() -> None:
    for length, status in ((65_536, 413), (60_000, 200)):
        info = info_of("meeting.join", conference_id="1", attendeeInfo={"displayName": "a" * length})
        assert post(body_of(info)).status_code == status
    body = body_of(info_of("meeting.end", conference_id="1"))
    assert post(body, content_type="application/x-www-form-urlencoded").status_code == 415
    assert len(rows()) == 1


@pytest.mark.parametrize("gone", ["another token", "off", "tenant off"])
def test_an_address_that_nobody_has_is_not_found(qingshan: Tenant, subscription: EventSubscription, gone: str) -> None:
    if gone == "off":
        EventSubscription.objects.update(state="off")
    if gone == "tenant off":
        Tenant.objects.update(is_active=False)
    token = "another" if gone == "another token" else TOKEN
    assert post(body_of(info_of("meeting.end", conference_id="1")), token=token).status_code == 404
    assert rows() == []


def test_the_address_of_one_organisation_takes_no_event_of_another(stranger: Any) -> None:
    subscribe(stranger.tenant, token="theirs", subscriber_id="theirs", subscriber_key="t" * 64)
    body = body_of(info_of("meeting.end", conference_id="1"))
    assert post(body, token="theirs").status_code == 403


def test_the_former_key_serves_until_its_time_is_over(subscription: EventSubscription) -> None:
    subscription.subscriber_key, subscription.former_key = "n" * 64, KEY
    body = body_of(info_of("meeting.end", conference_id="1"))
    for until, status in ((None, 200), (datetime.now(UTC) + _MINUTE, 200), (datetime.now(UTC) - _MINUTE, 403)):
        subscription.former_key_until = until
        subscription.save()
        assert post(body).status_code == status


def test_it_is_posted_to_and_nothing_else(client: Any) -> None:
    assert client.get(f"/hooks/huawei/{TOKEN}/").status_code == 405


def test_an_event_costs_few_queries(django_assert_num_queries: Any) -> None:
    post(body_of(info_of("meeting.end", conference_id="1")))
    with django_assert_num_queries(4):  # the address; BEGIN, the row, COMMIT
        post(body_of(info_of("meeting.end", conference_id="2")))
