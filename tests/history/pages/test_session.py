"""The page of a session: what it says of it, to whom, and of rows that tell nonsense."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Tenant, User
from history.models import Confidence, ControlRecord, EndedSession, Identified, Presence
from history.pages.session import SessionPage, build_session_page
from meetings.models import Meeting
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import text_of
from tests.factories.sessions import START, hold, record, take_part

pytestmark = pytest.mark.django_db
NOW = START + timedelta(days=7)


def page(session: EndedSession, person: User) -> SessionPage:
    found = EndedSession.objects.select_related("meeting__organiser", "occurrence", "organiser").get(pk=session.pk)
    return build_session_page(found, person, NOW)


@pytest.fixture
def meeting(make_meeting: MakeMeeting, li: User) -> Meeting:
    return make_meeting(start_at=START, state=Meeting.State.ENDED, guests=(li,))


def test_page_of_its_organiser(meeting: Meeting, chen: User, li: User) -> None:
    session = hold(meeting.tenant, meeting, end_at=START + timedelta(minutes=55))
    take_part(session, chen, (0, 55), role="organiser")
    take_part(session, li, (2, 21), (24, 55), role="guest")
    take_part(session, "Markus W.", (10, 40), confidence=Confidence.UNSURE, identified_by=Identified.SEVERAL)
    take_part(session, "Room 2F", (0, 55), is_invited=False, kind=Presence.Kind.ROOM, confidence=Confidence.CERTAIN)
    take_part(session, "Anna")
    shown = page(session, chen)
    assert (shown.is_whole, shown.pending, shown.planned) == (True, "", "10:00–10:45")
    assert [(row.name, row.lane, row.minutes, row.spans) for row in shown.attendees] == [
        ("陈静", "host", "55 min", ("10:00–10:55",)),
        ("Room 2F", "room", "55 min", ("10:00–10:55",)),
        ("Li Wei", "in", "50 min", ("10:02–10:21", "10:24–10:55")),
        ("Markus W.", "unsure", "30 min", ("10:10–10:40",)),
        ("Anna", "in", "", ()),
    ]
    assert [(tile.number, tile.words, tile.below) for tile in shown.tiles] == [
        ("55 min", "held, 45 planned", "10 min over"),
        ("4", "at the same time at most", "from 10:10"),
        ("4", "invited", "1 more came"),
        ("3", "of them came", "1 did not"),
        ("3", "stayed to the end", "1 left before"),
        ("1", "not clear who", ""),
    ]
    unsure = shown.attendees[3]
    assert (unsure.sureness, unsure.known_by, unsure.is_unclear) == ("Unsure", "Several people could be it", True)
    assert shown.attendees[2].record == "“Li Wei”, no number, 2 joins"
    assert shown.again == f"/meetings/book/?like={meeting.pk}"


def test_of_a_meeting_that_is_unknown_here_nobody_says_who_was_invited(qingshan: Tenant, chen: User, li: User) -> None:
    session = hold(qingshan, organiser=chen)
    take_part(session, chen, (0, 60), role="organiser")
    take_part(session, li, (0, 30), is_invited=False)
    shown = page(session, chen)
    assert [(tile.number, tile.words, tile.below) for tile in shown.tiles[1:4]] == [
        ("2", "at the same time at most", "from 10:00"),
        ("2", "came, invited or not", ""),
        ("1", "stayed to the end", "1 left before"),
    ]
    assert [(row.name, row.note) for row in shown.attendees] == [("陈静", ""), ("Li Wei", "")]


def test_whoever_was_invited_sees_their_own_part_alone(meeting: Meeting, chen: User, li: User) -> None:
    session = hold(meeting.tenant, meeting)
    take_part(session, chen, (0, 45))
    take_part(session, li, (0, 30))
    ControlRecord.objects.create(tenant=meeting.tenant, session=session, row_key="1", operation="Mute", at=START)
    shown = page(session, li)
    assert [row.name for row in shown.attendees] == ["Li Wei"]
    assert (shown.is_whole, shown.done, shown.tiles, shown.again) == (False, (), (), "")


def test_an_administrator_sees_everybody(meeting: Meeting, chen: User, zhao: User) -> None:
    session = hold(meeting.tenant, meeting)
    take_part(session, chen, (0, 45))
    ControlRecord.objects.create(
        tenant=meeting.tenant, session=session, row_key="1", at=START, operator="Chen", operation="Mute", target="Li",
        result="Success",
    )  # fmt: skip
    shown = page(session, zhao)
    assert [row.name for row in shown.attendees] == ["陈静"]
    assert [(row.words, row.by, row.result, row.at) for row in shown.done] == [("Mute Li", "Chen", "Success", "10:00")]
    assert (shown.is_whole, shown.meeting, shown.again) == (True, "", "")


def test_nobody_and_nothing(chen: User) -> None:
    assert chen.tenant is not None
    unknown = hold(chen.tenant, subject="Unknown here", scheduler_name="Chen", organiser=chen)
    shown = page(unknown, chen)
    assert (shown.attendees, shown.meeting, shown.again, shown.planned) == ((), "", "", "")
    assert (shown.organiser, shown.tiles[0].words) == ("陈静", "held")
    waiting = hold(chen.tenant, details=EndedSession.Details.WAITING)
    assert (page(waiting, chen).pending, page(waiting, chen).tiles) == ("Not read yet", ())


@pytest.mark.parametrize(
    ("stay", "spans", "flaws", "bars"),
    [
        ((30, 10), (), ("Left before they came: 10:30–10:10",), 0),
        ((10, None), ("10:10–?",), ("When they left is not known: 10:10–?",), 1),
        ((None, 10), ("?–10:10",), ("When they came is not known: ?–10:10",), 0),
    ],
)
def test_times_that_can_not_be(meeting: Meeting, chen: User, stay: Any, spans: Any, flaws: Any, bars: int) -> None:
    session = hold(meeting.tenant, meeting)
    take_part(session, chen, stay, seconds=0)
    (row,) = page(session, chen).attendees
    assert (row.spans, row.flaws, len(row.bars), row.minutes) == (spans, flaws, bars, "0 min")


def test_in_twice_at_once_counts_once(meeting: Meeting, chen: User) -> None:
    session = hold(meeting.tenant, meeting)
    take_part(session, chen, (0, 30), (10, 40), seconds=40 * 60)
    shown = page(session, chen)
    assert (shown.attendees[0].minutes, len(shown.attendees[0].bars)) == ("40 min", 2)
    assert shown.tiles[1].number == "1"


def test_over_midnight_in_the_night_of_the_change(chen: User) -> None:
    assert chen.tenant is not None
    chen.time_zone = "America/New_York"
    start = datetime(2026, 11, 1, 3, 30, tzinfo=UTC)
    session = hold(chen.tenant, organiser=chen, start_at=start, end_at=start + timedelta(hours=3))
    take_part(session, chen, (0, 180))
    shown = page(session, chen)
    assert shown.when == "Sat 31 Oct, 23:30 (UTC-4) – Sun 1 Nov, 01:30 (UTC-5)"
    assert (shown.attendees[0].minutes, shown.attendees[0].spans) == ("180 min", ("23:30 (UTC-4)–01:30 (UTC-5)",))
    assert shown.attendees[0].bars[0].width == "100.00%"
    assert shown.tiles[0].number == "180 min"


@pytest.mark.parametrize(
    ("has_recording", "words"),
    [
        (False, "Nothing was recorded, or it is not here yet."),
        (True, "It was recorded; the recording isn’t here yet, or is no longer kept here."),
    ],
)
def test_without_a_row_it_says_what_the_service_tells(
    meeting: Meeting, chen: User, has_recording: bool, words: str
) -> None:
    session = hold(meeting.tenant, meeting, has_recording=has_recording)
    take_part(session, chen, (0, 9))
    assert page(session, chen).no_recordings == words
    assert words in text_of(signed_in(chen).get(f"/sessions/{session.pk}/"))


def test_recordings_and_who_may_have_them(meeting: Meeting, chen: User, li: User) -> None:
    session = hold(meeting.tenant, meeting)
    take_part(session, li, (0, 9))
    ready = record(session)
    later = {"start_at": START + timedelta(minutes=1), "vendor_conference_uuid": "2", "is_available": False}
    record(session, **later, ready_at=NOW + timedelta(minutes=30))
    record(session, start_at=START + timedelta(minutes=2), vendor_conference_uuid="3", gone_at=NOW)
    assert [(row.id, row.state, row.note) for row in page(session, chen).recordings] == [
        (ready.pk, "Ready", "52 min · 410 MB"),
        (0, "Being prepared", "Until about Thu 14 May, 10:30."),
        (0, "Gone", "No longer at the meeting service since Thu 14 May, 10:00."),
    ]
    row = page(session, li).recordings[0]
    assert (row.id, row.state, row.note) == (0, "No right", "Only 陈静 or an administrator may open it.")


def test_other_sessions_of_the_same_meeting(meeting: Meeting, chen: User) -> None:
    session = hold(meeting.tenant, meeting, organiser=chen)
    again = hold(meeting.tenant, meeting, start_at=START + timedelta(hours=2), end_at=START + timedelta(hours=3))
    hidden = hold(meeting.tenant, meeting, start_at=START + timedelta(hours=4), end_at=START + timedelta(hours=5))
    for each in (session, again):
        take_part(each, chen, (0, 9))
    assert [other.address for other in page(session, chen).others] == [f"/sessions/{again.pk}/"]
    assert hidden.pk


@pytest.mark.parametrize(("language", "words"), [("en", "Who was in when"), ("zh-hans", "参会时间")])
def test_words_in_both_languages(meeting: Meeting, chen: User, language: str, words: str) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    session = hold(meeting.tenant, meeting)
    take_part(session, chen, (0, 45), role="organiser")
    text = text_of(signed_in(chen).get(f"/sessions/{session.pk}/"))
    assert words in text


@pytest.mark.parametrize("count", [1, 50])
def test_the_page_costs_the_same_however_many_came(
    meeting: Meeting, chen: User, count: int, django_assert_num_queries: Any
) -> None:
    session = hold(meeting.tenant, meeting)
    take_part(session, chen, (0, 45))
    for number in range(count):
        take_part(session, f"Guest {number}", (0, 30), (31, 40))
    client = signed_in(chen)
    client.get(f"/sessions/{session.pk}/")
    # who asks, the session, its parts with their stays, what was said of it, the meeting, recordings, what
    # was done, other sessions
    with django_assert_num_queries(9):
        client.get(f"/sessions/{session.pk}/")
