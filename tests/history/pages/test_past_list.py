"""The list of past meetings: what stands in it, for whom, what the filters find, at what cost."""

import csv
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Tenant, User
from directory.entries import CloudRoom
from directory.models import VendorList
from history.models import Confidence, EndedSession, Kind, SyncCursor
from history.pages import past_list
from history.queries import past
from meetings.models import Invitee, Meeting, MeetingTag
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeMeeting, MakeSeries, signed_in
from tests.factories.page_words import text_of, value_shown
from tests.factories.sessions import hold, record, take_part

# 09:48 in Shanghai, a Thursday
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_thursday")]
YESTERDAY = NOW - timedelta(days=1)


def over(make_meeting: MakeMeeting, **fields: Any) -> Meeting:
    return make_meeting(**{"start_at": YESTERDAY, "state": Meeting.State.ENDED, **fields})


def subjects(client: Client, query: str = "") -> list[str]:
    return [row.subject for row in value_shown(client.get(f"/meetings/past/?{query}")).rows]


def read_until(tenant: Tenant, at: datetime) -> None:
    SyncCursor.objects.create(
        tenant=tenant, kind=Kind.SESSIONS, read_until=at, read_since=at, begun_at=at, floor_at=at, next_at=at,
        succeeded_at=NOW,
    )  # fmt: skip


def test_some_seconds_are_a_minute_as_on_the_page_of_the_session(
    pages: Client, make_meeting: MakeMeeting, chen: User
) -> None:
    meeting = over(make_meeting)
    take_part(hold(meeting.tenant, meeting), chen, (0, 1), role="organiser", seconds=12)
    (row,) = value_shown(pages.get("/meetings/past/")).rows
    assert row.below == "1 min on average"
    (line,) = csv.DictReader(pages.get("/meetings/past/export.csv").content.decode("utf-8-sig").splitlines())
    assert line["minutes_on_average"] == "1"


def test_row_tells_who_came(pages: Client, make_meeting: MakeMeeting, chen: User, li: User) -> None:
    meeting = over(make_meeting, guests=(li, "anna@tuv.example"))
    session = hold(meeting.tenant, meeting, has_recording=True)
    take_part(session, chen, (0, 40), role="organiser")
    take_part(session, li, (5, 25))
    take_part(session, "Anna")
    take_part(session, "+49 89", (10, 40), is_invited=False, confidence=Confidence.NONE)
    record(session)
    response = pages.get("/meetings/past/")
    (row,) = value_shown(response).rows
    assert (row.day, row.span, row.address) == ("Wed 13 May", "09:48–10:33", f"/sessions/{session.pk}/")
    assert (row.attendance, row.came, row.invited) == ("2 of 3 came", 2, 3)
    assert row.below == "30 min on average · 1 name unclear"
    assert row.recording.words == "Recording · 52 min"
    assert row.again == f"/meetings/book/?like={meeting.pk}"
    assert "2 of 3 came" in text_of(response)


def test_numbers_follow_until_the_history_has_been_read(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = over(make_meeting)
    read_until(meeting.tenant, YESTERDAY)
    assert value_shown(pages.get("/meetings/past/")).rows[0].note == "Numbers follow"
    SyncCursor.objects.update(read_until=NOW)
    (row,) = value_shown(pages.get("/meetings/past/")).rows
    assert ([badge.word for badge in row.badges], row.note) == (["Nobody came"], "")
    assert row.address == f"/meetings/{meeting.pk}/"
    hold(meeting.tenant, meeting, details=EndedSession.Details.WAITING)
    assert value_shown(pages.get("/meetings/past/")).rows[0].note == "Numbers follow"


def test_details_that_may_not_be_read_are_said_to_be(pages: Client, make_meeting: MakeMeeting, chen: User) -> None:
    meeting = over(make_meeting)
    take_part(hold(meeting.tenant, meeting, details=EndedSession.Details.REFUSED), chen)
    (row,) = value_shown(pages.get("/meetings/past/")).rows
    assert (row.note, row.attendance) == ("Not allowed to read", "")


def test_a_meeting_that_was_entered_twice_is_one_row(pages: Client, make_meeting: MakeMeeting, chen: User) -> None:
    meeting = over(make_meeting)
    long = hold(meeting.tenant, meeting)
    short = hold(meeting.tenant, meeting, end_at=meeting.start_at + timedelta(minutes=3))
    for session in (short, long):
        take_part(session, chen, (0, 3))
    (row,) = value_shown(pages.get("/meetings/past/")).rows
    assert (row.address, row.below) == (f"/sessions/{long.pk}/", "3 min on average · held 2 times")


def test_sessions_of_a_series_stand_at_their_occurrences(pages: Client, make_series: MakeSeries, chen: User) -> None:
    series = make_series(start_at=NOW - timedelta(days=3), days=(0, 1))
    first, second = series.occurrences.all()
    session = hold(series.tenant, series, occurrence=second, start_at=second.start_at, end_at=second.end_at)
    take_part(session, chen, (0, 10))
    rows = value_shown(pages.get("/meetings/past/")).rows
    assert [(row.attendance, row.is_series) for row in rows] == [("1 of 1 came", True), ("", True)]
    assert first.start_at < second.start_at


def test_of_a_meeting_that_is_unknown_here_all_count_who_came(pages: Client, chen: User) -> None:
    assert chen.tenant is not None
    session = hold(chen.tenant, organiser=chen)
    take_part(session, chen, (0, 40), role="organiser")
    take_part(session, "Anna", (0, 20), is_invited=False)
    (row,) = value_shown(pages.get("/meetings/past/")).rows
    assert (row.attendance, row.came, row.invited) == ("2 came", 0, 0)


def test_nobody_learns_by_a_filter_who_was_in_the_meetings_of_others(
    pages: Client, make_meeting: MakeMeeting, chen: User, li: User, zhao: User
) -> None:
    assert chen.tenant is not None
    for subject, role in (("Guest", Invitee.Role.GUEST), ("Co-host", Invitee.Role.COHOST)):
        meeting = over(make_meeting, subject=subject, organiser=li, guests=(chen,))
        meeting.invitees.filter(person=chen).update(role=role)
        session = hold(meeting.tenant, meeting)
        take_part(session, chen, (0, 9))
        take_part(session, zhao, (0, 9))
    elsewhere = hold(chen.tenant, subject="Elsewhere", organiser=li)
    take_part(elsewhere, chen, (0, 9))
    take_part(elsewhere, zhao, (0, 9))
    found = {query: sorted(subjects(pages, query)) for query in ("with=zhao", "with=chen")}
    assert found == {"with=zhao": ["Co-host"], "with=chen": ["Co-host", "Elsewhere", "Guest"]}
    assert sorted(subjects(signed_in(zhao), "everybody=1&with=chen")) == ["Co-host", "Elsewhere", "Guest"]


def test_a_tag_can_be_typed_and_stays_in_its_field(pages: Client, make_meeting: MakeMeeting) -> None:
    MeetingTag.objects.create(meeting=over(make_meeting, subject="Audit"), name="line-b")
    over(make_meeting, subject="Other")
    response = pages.get("/meetings/past/?tag=line-b")
    assert 'name="tag" type="search" maxlength="200" value="line-b"' in " ".join(response.content.decode().split())
    assert [row.subject for row in value_shown(response).rows] == ["Audit"]


def test_days_in_the_wrong_order_are_named(pages: Client) -> None:
    response = pages.get("/meetings/past/?since=2026-05-13&until=2026-05-12")
    assert value_shown(response).problem == "The last day is before the first one."
    assert "The last day is before the first one." in text_of(response)
    assert value_shown(pages.get("/meetings/past/?since=2026-05-13&until=2026-05-13")).problem == ""


def test_filters(pages: Client, make_meeting: MakeMeeting, chen: User, li: User) -> None:
    audit = over(make_meeting, subject="Audit", vendor_conference_id="967204518", vendor_room_number="911022")
    know_rooms(chen, ("Pine hall", "911022"), ("Bamboo hall", "911033"))
    MeetingTag.objects.create(meeting=audit, name="line-b")
    by_li = over(make_meeting, subject="By Li", organiser=li, guests=(chen,), start_at=NOW - timedelta(days=9))
    over(make_meeting, subject="Off", state=Meeting.State.CANCELLED, start_at=NOW - timedelta(days=2))
    held = hold(audit.tenant, audit, has_recording=True)
    take_part(held, li, (0, 9))
    take_part(held, "Anna Weber", (0, 9))
    take_part(hold(by_li.tenant, by_li), li)
    found = {
        "": ["Audit", "By Li"],
        "cancelled=1": ["Audit", "Off", "By Li"],
        "q=aud": ["Audit"],
        "q=967+204+518": ["Audit"],
        "host=li+wei": ["By Li"],
        "with=li": ["Audit"],
        "with=weber": ["Audit"],
        "with=nobody": [],
        "tag=line-b": ["Audit"],
        "room=9+110+22": ["Audit"],
        "room=pine": ["Audit"],
        "room=bamboo": [],
        "room=911": [],
        "recorded=1": ["Audit"],
        "since=2026-05-13": ["Audit"],
        "until=2026-05-12": ["By Li"],
        "since=2026-05-05&until=2026-05-05": ["By Li"],
        "since=nonsense&until=9999-12-31&before=x": ["Audit", "By Li"],
    }
    assert {query: subjects(pages, query) for query in found} == found
    page = value_shown(pages.get("/meetings/past/?q=aud&since=2026-05-13"))
    assert [(on.words, on.query) for on in page.on] == [
        ("“aud”", "since=2026-05-13"),
        ("since Wed 13 May", "q=aud"),
    ]
    assert "Remove all filters" in text_of(pages.get("/meetings/past/?with=nobody"))


def know_rooms(person: User, *rooms: tuple[str, str]) -> None:
    assert person.tenant
    entries = [CloudRoom(number, number, name, False, None, True).to_json() for name, number in rooms]
    VendorList.objects.create(
        tenant=person.tenant, person=person, kind=VendorList.Kind.ROOMS, entries=entries, read_at=NOW, tried_at=NOW
    )


def test_rooms_are_offered_and_found_outside_the_agenda(pages: Client, chen: User) -> None:
    assert chen.tenant is not None
    know_rooms(chen, ("松风厅", "911022"))
    for subject, number in (("In it", "911022"), ("Elsewhere", "")):
        take_part(hold(chen.tenant, subject=subject, room_number=number), chen, (0, 9))
    page = value_shown(pages.get("/meetings/past/?room=松风"))
    assert (page.rooms, [row.subject for row in page.rows]) == (("松风厅",), ["In it"])
    assert [(on.words, on.query) for on in page.on] == [("in room 松风", "")]


def test_how_many_there_are(pages: Client, make_meeting: MakeMeeting, chen: User, zhao: User, li: User) -> None:
    """The agenda and what is not in it count together, and nobody is told exactly of more than a thousand."""
    assert chen.tenant is not None
    meetings = [over(make_meeting, subject="Nr", start_at=YESTERDAY - timedelta(days=day)) for day in range(3)]
    for meeting in meetings:
        take_part(hold(meeting.tenant, meeting), chen, (0, 9))
    over(make_meeting, state=Meeting.State.CANCELLED)
    take_part(hold(chen.tenant, subject="Elsewhere"), chen, (0, 9))
    hold(chen.tenant, subject="Of others")

    def told(client: Client, query: str = "") -> tuple[str, str]:
        page = value_shown(client.get(f"/meetings/past/?{query}"))
        return next(each.total for each in page.segments if each.is_current), page.export

    assert told(pages) == ("4", "Export 4 meetings")
    assert told(pages, "cancelled=1") == ("5", "Export 5 meetings")
    assert told(pages, "q=elsewhere") == ("1", "Export 1 meeting")
    assert told(pages, "q=nothing") == ("0", "")
    assert told(signed_in(zhao), "everybody=1") == ("5", "Export 5 meetings")
    assert told(signed_in(li)) == ("0", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(past, "COUNTED", 3)
        assert told(pages) == told(pages, "cancelled=1") == ("3+", "Export up to 5000 meetings")
        assert told(signed_in(zhao), "everybody=1") == ("3+", "Export up to 5000 meetings")
    assert "Export 4 meetings" in text_of(pages.get("/meetings/past/"))


def test_pages_follow_each_other(pages: Client, make_meeting: MakeMeeting) -> None:
    for number in range(51):
        over(make_meeting, subject=f"Nr {number % 50:02}", start_at=NOW - timedelta(hours=1 + number % 50))
    first = value_shown(pages.get("/meetings/past/?q=Nr"))
    second = value_shown(pages.get(f"/meetings/past/?{first.earlier}"))
    found = [row.subject for row in (*first.rows, *second.rows)]
    assert sorted(found) == sorted(f"Nr {number % 50:02}" for number in range(51))
    assert (len(first.rows), second.earlier, second.is_first, second.latest) == (50, "", False, "q=Nr")


def test_sessions_outside_the_agenda_are_ones_own_too(
    pages: Client, make_meeting: MakeMeeting, chen: User, li: User
) -> None:
    assert chen.tenant is not None
    over(make_meeting, subject="Booked here")
    for subject, fields in (
        ("Came", {}),
        ("Maybe", {"confidence": Confidence.LIKELY, "is_invited": False}),
        ("Held", {"is_invited": True}),
    ):
        take_part(hold(chen.tenant, subject=subject), chen, (0, 9), **fields)
    take_part(hold(chen.tenant, subject="Of Li"), li, (0, 9))
    assert subjects(pages) == ["Booked here", "Held", "Came"]
    assert subjects(pages, "q=came&recorded=0") == ["Came"]
    assert subjects(pages, "recorded=1") == []


def test_pages_mix_both_kinds_in_one_order(
    pages: Client, make_meeting: MakeMeeting, chen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert chen.tenant is not None
    monkeypatch.setattr(past_list, "PER_PAGE", 2)
    expected = set()
    for number in range(4):
        expected |= {f"Booked {number}", f"Held {number}"}
        at = YESTERDAY - timedelta(hours=number // 2)
        over(make_meeting, subject=f"Booked {number}", start_at=at)
        session = hold(chen.tenant, subject=f"Held {number}", start_at=at, end_at=at + timedelta(minutes=9))
        take_part(session, chen, (0, 9))
    found, query = [], "q="
    for _ in range(4):
        page = value_shown(pages.get(f"/meetings/past/?{query}"))
        found += [row.subject for row in page.rows]
        query = page.earlier
    assert (set(found), len(found), query) == (expected, 8, "")


def test_an_administrator_sees_the_tenants(
    zhao: User, make_meeting: MakeMeeting, chen: User, stranger: User, li: User
) -> None:
    assert chen.tenant is not None
    assert stranger.tenant is not None
    take_part(hold(chen.tenant, subject="Unknown here", scheduler_name="Wang Fang", has_recording=True), chen, (0, 9))
    hold(chen.tenant, over(make_meeting, subject="Of Chen"))
    hold(stranger.tenant, subject="Elsewhere")
    zhaos, lis = signed_in(zhao), signed_in(li)
    assert subjects(zhaos, "everybody=1") == ["Of Chen", "Unknown here"]
    for query, expected in (
        ("q=unknown", ["Unknown here"]),
        ("host=wang", ["Unknown here"]),
        ("with=chen", ["Unknown here"]),
        ("recorded=1", ["Unknown here"]),
        ("since=2026-05-13", ["Of Chen"]),
        ("tag=none", []),
    ):
        assert subjects(zhaos, f"everybody=1&{query}") == expected
    assert (subjects(zhaos), subjects(lis, "everybody=1")) == ([], [])


@pytest.mark.parametrize("query", ["", "everybody=1"])
def test_the_list_costs_the_same_however_long(
    zhao: User, make_meeting: MakeMeeting, query: str, django_assert_num_queries: Any
) -> None:
    client, made = signed_in(zhao), 0
    for count in (1, 50):
        for _ in range(count - made):
            made += 1
            meeting = over(make_meeting, organiser=zhao, start_at=NOW - timedelta(hours=made))
            take_part(hold(meeting.tenant, meeting), zhao, (0, 9))
        # who asks, how far the history was read, rows (of the agenda, and what is not in it, with the sessions of
        # the former), parts, recordings, how many rows there are (of the agenda, and not), rooms, tags
        with django_assert_num_queries(8 if query else 11):
            assert len(value_shown(client.get(f"/meetings/past/?{query}")).rows) == count


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_words_in_both_languages(pages: Client, make_meeting: MakeMeeting, chen: User, language: str) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    meeting = over(make_meeting)
    take_part(hold(meeting.tenant, meeting), chen, (0, 9))
    text = text_of(pages.get("/meetings/past/?cancelled=1"))
    assert ("应到 1，实到 1" if language == "zh-hans" else "1 of 1 came") in text
