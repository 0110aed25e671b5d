"""What the activity of a meeting says of what was done to it while it ran."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from control.pages.activity import list_control_activity
from tests.factories.control import make_action
from tests.factories.fixtures import MakeMeeting, MakeSeries

pytestmark = pytest.mark.django_db
STATES = [
    ({"state": "done"}, "You ended it for everybody."),
    ({"state": "done", "was_needless": True}, None),
    (
        {"state": "refused", "error_code": "NOT_CONFIRMED"},
        "You tried to end it for everybody. The meeting service's answer was lost, and as far as can be seen it was"
        " not done. Please try again.",
    ),
    (
        {"state": "unconfirmed"},
        "You tried to end it for everybody. We are checking whether that happened.",
    ),
]


@pytest.mark.parametrize(("fields", "text"), STATES)
def test_each_state_has_its_words(
    chen: User, make_meeting: MakeMeeting, fields: dict[str, object], text: str | None
) -> None:
    meeting = make_meeting(start_at=timezone.now())
    make_action(meeting, **fields)
    found = list_control_activity(meeting, chen, timezone.now())
    assert [line.text for line in found] == ([text] if text else [])


@pytest.mark.parametrize(
    ("language", "text"), [("en", "陈静 ended it for everybody."), ("zh-hans", "陈静为所有人结束了会议。")]
)
def test_what_somebody_else_did_is_told_with_their_name(
    li: User, make_meeting: MakeMeeting, language: str, text: str
) -> None:
    meeting = make_meeting(start_at=timezone.now(), cohosts=(li,))
    make_action(meeting)
    with override(language):
        (line,) = list_control_activity(meeting, li, timezone.now())
    assert line.text == text


@pytest.mark.parametrize(("hours", "count"), [(0, 1), (2, 0)])
def test_nothing_is_asked_of_what_has_yet_to_begin(
    chen: User,
    make_meeting: MakeMeeting,
    make_series: MakeSeries,
    hours: int,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    now = timezone.now()
    for meeting in (
        make_meeting(start_at=now + timedelta(hours=hours)),
        make_series(start_at=now + timedelta(hours=hours)),
    ):
        with django_assert_num_queries(count):
            assert list_control_activity(meeting, chen, now) == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_lines_take_one_query_for_any_number(
    chen: User, make_meeting: MakeMeeting, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = make_meeting(state="running")
    for _ in range(count):
        make_action(meeting)
    with django_assert_num_queries(1):
        assert len(list_control_activity(meeting, chen, timezone.now())) == count
