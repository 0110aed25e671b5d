"""What is wrong with a request: all of it at once, and in the words in which the form says it too."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from meetings.forms.booking import BookingForm
from meetings.problems import Code
from meetings.recurrence import Cycle, Unit
from meetings.requests import BookingRequest, InviteeRequest, TimeRequest

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)  # 09:48 in Shanghai, a Thursday
SHANGHAI = ZoneInfo("Asia/Shanghai")


def asked(**fields: Any) -> BookingRequest:
    """Return a faultless request but for ``fields``."""
    plain = {"subject": "Roadmap", "start_at": NOW + timedelta(days=5), "length_minutes": 45}
    return BookingRequest(**{**plain, "time_zone": "Asia/Shanghai", **fields})


def sentences(language: str, request: BookingRequest) -> dict[str, str]:
    """Return field and sentence of each problem."""
    with translation.override(language):
        return {problem.field: problem.sentence for problem in request.problems(NOW)}


def test_problems_of_a_faultless_request() -> None:
    assert asked().problems(NOW) == []
    assert asked(start_at=None).problems(NOW) == []
    assert TimeRequest(NOW + timedelta(minutes=1), 15, "UTC").problems(NOW) == []


def test_problems_are_all_told_at_once_in_the_language_of_the_reader() -> None:
    request = asked(
        subject=" ",
        start_at=NOW - timedelta(minutes=1),
        length_minutes=14,
        invitees=(InviteeRequest("anna@"), InviteeRequest("bob@tuv.example")),
        guest_password="123",
        entry=9,
    )
    assert [(problem.code, problem.field) for problem in request.problems(NOW)] == [
        (Code.SUBJECT_MISSING, "subject"),
        (Code.START_PAST, "start_at"),
        (Code.LENGTH_OUT_OF_RANGE, "length_minutes"),
        (Code.ADDRESS_INVALID, "invitees"),
        (Code.GUEST_PASSWORD_LENGTH, "guest_password"),
        (Code.ENTRY_UNKNOWN, "entry"),
    ]
    assert sentences("en", request) == {
        "subject": "What is the meeting about? A word or two is enough.",
        "start_at": "The start is in the past. 10:00 today would work.",
        "length_minutes": "15 minutes to 24 hours, please.",
        "invitees": "“anna@” is not a full mail address. Complete it or remove it.",
        "guest_password": "4 to 16 digits, please; these are 3.",
        "entry": "Choose who may enter.",
    }
    assert sentences("zh-hans", request)["start_at"] == "开始时间已过，可改为今天 10:00。"


@pytest.mark.parametrize(
    ("rule", "field", "params", "sentence"),
    [
        (
            Cycle(Unit.DAY, 16, (), date(2026, 6, 1)),
            "interval",
            {"longest": 15},
            "A whole number from 1 to 15, please.",
        ),
        (Cycle(Unit.WEEK, 1, (), date(2026, 6, 1)), "by_day", {}, "Choose at least one day."),
        (
            Cycle(Unit.MONTH, 3, (1,), date(2028, 1, 1)),
            "until",
            {"day": date(2027, 5, 19)},
            "A series lasts a year at most. Wed 19 May 2027 would be its last day.",
        ),
        (
            Cycle(Unit.DAY, 1, (), date(2026, 7, 8)),
            "until",
            {"count": 51, "day": date(2026, 7, 7)},
            "This makes 51 meetings; 50 is the most. End it by Tue 7 Jul, or choose a longer interval.",
        ),
        (
            Cycle(Unit.DAY, 1, (), date(2026, 5, 1)),
            "until",
            {},
            "No date of the series lies between its start and its end. End it later.",
        ),
    ],
)
def test_problems_of_a_rule(rule: Cycle, field: str, params: dict[str, object], sentence: str) -> None:
    (problem,) = asked(repeats=rule).problems(NOW)
    with translation.override("en"):
        assert (problem.field, problem.params, problem.sentence) == (f"recurrence.{field}", params, sentence)


def test_problems_of_a_series_without_a_start() -> None:
    request = asked(start_at=None, repeats=Cycle(Unit.DAY, 1, (), date(2026, 6, 1)))
    assert [problem.code for problem in request.problems(NOW)] == [Code.START_MISSING]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@given(
    subject=st.sampled_from(["", "x", "x" * 128, "x" * 129, "x" * 500]),
    minutes=st.integers(0, 3000),
    days=st.integers(-3, 300),
    password=st.text("0123456789a", min_size=1, max_size=20),
    until=st.integers(-3, 340),  # beyond a year the portal keeps the series
)
def test_form_and_service_say_the_same(
    language: str, subject: str, minutes: int, days: int, password: str, until: int
) -> None:
    """Whatever is entered, the form shows the problems of the request, each beside its own field."""
    start_at = (NOW + timedelta(days=days)).astimezone(SHANGHAI).replace(hour=9, minute=30)
    last = start_at.date() + timedelta(days=until)
    request = asked(
        subject=subject,
        start_at=start_at,
        length_minutes=minutes,
        guest_password=password,
        repeats=Cycle(Unit.WEEK, 1, (start_at.isoweekday() % 7,), last),
    )
    entered = {
        "reference": "6f1d6b52-0b8f-4d5f-8f5c-0d1c1d8f6a11",
        "subject": subject,
        "day": start_at.date().isoformat(),
        "start": "9:30",
        "time_zone": "Asia/Shanghai",
        "length": "other",
        "length_other": str(minutes),
        "password": "own",
        "guest_password": password,
        "entry": "0",
        "repeats": "week",
        "interval": "1",
        "ends": "until",
        "until": last.isoformat(),
    }
    with translation.override(language):
        form = BookingForm(entered, person=User(email="chen@x.example", time_zone="Asia/Shanghai"), now=NOW)
        shown = sorted(str(error) for errors in form.errors.values() for error in errors)
        assert shown == sorted(problem.sentence for problem in request.problems(NOW))
