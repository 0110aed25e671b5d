"""The OpenAPI document describes every event, and what is sent is as it says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts import event_types
from accounts.models import ApiClient
from meetings.models import Meeting
from meetings.writes.applying import end
from meetings.writes.events import announced
from tests.factories.api import Caller, _validator, document
from tests.factories.fixtures import MakeSeries
from tests.factories.webhooks import heard, listen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def check(event: dict[str, Any]) -> None:
    body = document()["webhooks"][event["type"]]["post"]["requestBody"]
    _validator(body["content"]["application/json"]["schema"]).validate(event)


def test_the_document_has_every_event_of_the_table() -> None:
    assert set(document()["webhooks"]) == set(event_types.BY_NAME)


def test_events_are_as_the_document_says_and_as_the_api_answers(erp: ApiClient, make_series: MakeSeries) -> None:
    series = make_series(api_client=erp, external_id="PO-1")
    listen(erp)
    series = Meeting.objects.select_related("tenant").get(pk=series.pk)
    now = datetime.now(UTC)
    first, second, _ = series.occurrences.all()
    with announced(series, now=now):
        series.occurrences.filter(pk=first.pk).update(start_at=first.start_at + timedelta(minutes=5))
        series.occurrences.filter(pk=second.pk).update(is_cancelled=True)
        series.subject = "Roadmap 2"
        series.save()
    end(meeting=series, now=now)
    events = heard(erp)
    assert sorted(event["type"] for event in events) == [
        "meeting.changed",
        "meeting.ended",
        "occurrence.cancelled",
        "occurrence.changed",
    ]
    for event in events:
        check(event)
    answer = Caller(erp, act_as="chen").get(f"/api/v1/meetings/{series.pk}/").json()
    told = next(event for event in events if event["type"] == "meeting.ended")["data"]["meeting"]
    assert {name: answer[name] for name in told} == told
    occurrence = next(event for event in events if event["type"] == "occurrence.cancelled")["data"]["occurrence"]
    assert occurrence in answer["occurrences"]
