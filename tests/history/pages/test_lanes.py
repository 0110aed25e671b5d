"""Where bars and times stand in the picture, also of rows that tell nonsense and of nights that are longer."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from history.models import Attendance, EndedSession
from history.pages.lanes import build_axis, interval, most_at_once

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
START = datetime(2026, 5, 7, 2, 0, tzinfo=UTC)


def minutes(first: int, last: int, start: datetime = START) -> tuple[datetime, datetime]:
    return start + timedelta(minutes=first), start + timedelta(minutes=last)


def session(length: int = 60, start: datetime = START) -> EndedSession:
    return EndedSession(start_at=start, end_at=start + timedelta(minutes=length))


def test_axis_holds_session_plan_and_stays() -> None:
    axis = build_axis(session(), [minutes(-10, 20)], minutes(0, 50), SHANGHAI)
    assert (axis.start, axis.end) == minutes(-10, 60)
    assert [mark.word for mark in axis.marks] == ["10:00", "10:15", "10:30", "10:45", "11:00"]
    bar = axis.bar(minutes(-10, 25))
    assert (bar.x, bar.width, bar.end) == ("0.00%", "50.00%", "50.00%")
    assert axis.planned is not None
    assert (axis.planned.x, axis.planned.end) == ("14.29%", "85.71%")


def test_axis_stays_near_the_session_whatever_a_row_tells() -> None:
    axis = build_axis(session(), [minutes(-500_000, 500_000)], None, SHANGHAI)
    assert (axis.start, axis.end) == minutes(-60, 120)
    assert axis.bar(minutes(-500_000, 500_000)).width == "100.00%"
    assert len(axis.marks) <= 8


def test_axis_of_a_session_without_length() -> None:
    axis = build_axis(session(0), [], None, SHANGHAI)
    assert axis.end > axis.start
    assert axis.bar(minutes(0, 0)).width == "0.40%"


def test_the_night_in_which_the_clock_goes_back_has_its_length() -> None:
    start = datetime(2026, 11, 1, 4, 30, tzinfo=UTC)
    axis = build_axis(session(150, start), [], None, NEW_YORK)
    assert axis.changes
    assert [mark.word for mark in axis.marks] == ["00:30", "01:00", "01:30", "01:00", "01:30", "02:00"]
    assert axis.words(*minutes(60, 120, start)) == "01:30 (UTC-4)–01:30 (UTC-5)"
    assert axis.bar(minutes(60, 120, start)).width == "40.00%"


def test_interval_of_a_stay() -> None:
    held = session()
    joined, left = minutes(10, 20)
    assert interval(Attendance(joined_at=joined, left_at=left), held) == (joined, left)
    assert interval(Attendance(joined_at=joined), held) == (joined, held.end_at)
    assert interval(Attendance(joined_at=left, left_at=joined), held) is None
    assert interval(Attendance(left_at=left), held) is None


def test_most_at_once_counts_each_person_once() -> None:
    twice = [minutes(0, 30), minutes(10, 40)]
    assert most_at_once([twice]) == (1, START)
    assert most_at_once([twice, [minutes(20, 50)]]) == (2, START + timedelta(minutes=20))
    assert most_at_once([[minutes(0, 20)], [minutes(20, 30)]]) == (1, START), "one left as the other came"
    assert most_at_once([]) == (0, None)
