"""One occurrence and all that follow, over the API: of a series of the meeting service, and of the portal's own."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import ApiClient
from meetings.models import Meeting, PortalSeries
from tests.factories.api import Caller, soon
from tests.factories.booking_requests import tomorrow
from tests.factories.vendor import Vendor
from tests.factories.writes import send_all
from tests.flows.test_portal_series import work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]
DAY = timedelta(days=1)
# Asked once: the next minute has another.
FIRST = tomorrow()


def book(caller: Caller, recurrence: dict[str, Any]) -> dict[str, Any]:
    """Return the meeting that was booked, tomorrow at first."""
    body = soon() | {"start_at": FIRST.isoformat(), "recurrence": recurrence}
    answer = caller.post("/api/v1/meetings/", body)
    assert answer.status_code in {201, 202}
    return dict(answer.json())


def held(meeting: dict[str, Any]) -> list[datetime]:
    starts = Meeting.objects.get(pk=meeting["id"]).occurrences.held().values_list("start_at", flat=True)
    return [at - FIRST for at in starts]  # type: ignore[misc]


def test_scope_following_of_an_occurrence(vendor: Vendor, erp: ApiClient) -> None:
    caller = Caller(erp, act_as="chen")
    meeting = book(caller, {"frequency": "DAILY", "count": 4})
    rows = [one["id"] for one in meeting["occurrences"]]
    here = f"/api/v1/meetings/{meeting['id']}/occurrences/"
    moved = {"scope": "following", "start_at": (FIRST + 2 * DAY + DAY / 24).isoformat()}
    assert caller.patch(f"{here}{rows[2]}/", moved).status_code in {200, 202}
    send_all(Meeting.objects.get())
    assert held(meeting) == [0 * DAY, DAY, 2 * DAY + DAY / 24, 3 * DAY + DAY / 24]
    assert caller.post(f"{here}{rows[1]}/cancel/", {"scope": "following"}).status_code == 200
    assert held(meeting) == [0 * DAY]
    vague = caller.patch(f"{here}{rows[0]}/", {"scope": "all"})
    assert (vague.status_code, [one["field"] for one in vague.json()["errors"]]) == (422, ["scope"])
    assert caller.post("/api/v1/meetings/", soon() | {"scope": "following"}).status_code == 422
    whole = caller.patch(f"/api/v1/meetings/{meeting['id']}/", {"scope": "following", "subject": "x"})
    assert (whole.status_code, whole.json()["code"]) == (422, "nothing_follows")


def test_scope_following_of_a_meeting_in_a_series_of_the_portal(vendor: Vendor, erp: ApiClient) -> None:
    caller = Caller(erp, act_as="chen")
    book(caller, {"rrule": "FREQ=DAILY;INTERVAL=16;COUNT=4"})
    series = PortalSeries.objects.get()
    work(series)
    second, third = (str(one.pk) for one in series.members.order_by("start_at")[1:3])
    start_at = (FIRST + 16 * DAY + DAY / 24).isoformat()
    body = {"scope": "following", "start_at": start_at, "subject": "Board"}
    assert caller.patch(f"/api/v1/meetings/{second}/", body).status_code == 202
    work(series)
    starts = [(one.start_at - FIRST, one.subject) for one in series.members.order_by("start_at")]
    hour = DAY / 24
    assert [at for at, _subject in starts] == [0 * DAY, 16 * DAY + hour, 32 * DAY + hour, 48 * DAY + hour]
    assert [subject for _at, subject in starts][1:] == ["Board"] * 3
    assert caller.post(f"/api/v1/meetings/{third}/cancel/", {"scope": "following"}).status_code == 202
    work(series)
    states = list(series.members.order_by("start_at").values_list("state", flat=True))
    assert states == ["booked", "booked", "cancelled", "cancelled"]
