"""Who somebody was, said on the page of the session, without JavaScript, by whoever sees everybody in it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.utils import translation

from accounts.models import User
from history.models import Confidence, EndedSession, Presence
from history.writes import details
from history.writes.directory import Directory
from hwmeeting import Attendance
from meetings.models import Meeting
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import text_of, value_shown
from tests.factories.sessions import START, hold

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)


def row(name: str, joined: int, left: int, number: str = "") -> Attendance:
    times = (START + timedelta(minutes=joined), START + timedelta(minutes=left))
    return Attendance(name, number, *times, "", "", "")


def read(session: EndedSession, *rows: Attendance) -> None:
    found = details.Found(list(rows), [])
    details.store(session_id=session.pk, found=found, directory=Directory(session.tenant), now=NOW, due_at=None)


ROWS = (row("iPad", 0, 20), row("iPad", 25, 45), row("Li Wei", 5, 30))


@pytest.fixture
def session(make_meeting: MakeMeeting, li: User, zhao: User) -> EndedSession:
    meeting = make_meeting(start_at=START, state=Meeting.State.ENDED, guests=(li,), cohosts=(zhao,))
    found = hold(meeting.tenant, meeting)
    read(found, *ROWS)
    return found


def say(client: Client, session: EndedSession, part: Presence, do: str, typed: str = "") -> Any:
    path = f"/sessions/{session.pk}/attendees/{part.pk}/"
    return client.post(path, {"do": do, "typed": typed}, follow=True)


def part_of(session: EndedSession, name: str) -> Presence:
    return session.presences.get(name=name, came=True)


def told(session: EndedSession) -> list[tuple[Any, ...]]:
    came = session.presences.filter(came=True).order_by("seconds")
    return [(each.person and each.person.name, each.confidence, each.stay_count) for each in came]


def test_who_may_say_it(
    session: EndedSession, chen: User, zhao: User, li: User, stranger: User, operator: User
) -> None:
    part = part_of(session, "iPad")
    path = f"/sessions/{session.pk}/attendees/{part.pk}/"
    refused = [signed_in(one).post(path, {"do": "nobody"}).status_code for one in (li, stranger, operator)]
    assert (refused, signed_in(chen).get(path).status_code) == ([404, 404, 404], 405)
    assert Client().post(path, {"do": "nobody"}).headers["Location"].startswith("/account/login/?next=")
    assert told(session) == [("Li Wei", Confidence.LIKELY, 1), (None, Confidence.NONE, 2)]
    for person in (zhao, chen):  # a co-host, and the organiser
        say(signed_in(person), session, part_of(session, "iPad"), "nobody")
        assert told(session) == [("Li Wei", Confidence.LIKELY, 1), (None, Confidence.CERTAIN, 2)]
        say(signed_in(person), session, part_of(session, "iPad"), "undo")


def test_yes_it_is(session: EndedSession, chen: User) -> None:
    client = signed_in(chen)
    answer = say(client, session, part_of(session, "Li Wei"), "confirm")
    assert told(session)[0] == ("Li Wei", Confidence.CERTAIN, 1)
    (shown,) = [each for each in value_shown(answer).attendees if each.name == "Li Wei" and each.came]
    assert (shown.sureness, shown.known_by, shown.can_undo, shown.can_say) == ("Certain", "陈静 said so", True, False)
    say(client, session, part_of(session, "Li Wei"), "undo")
    assert told(session)[0] == ("Li Wei", Confidence.LIKELY, 1), "as it was found at first"


@pytest.mark.parametrize("typed", ["Zhao Lei", "zhao.lei@qingshan.example", " zhao lei "])
def test_it_was_whoever_is_typed_and_stays_so(session: EndedSession, chen: User, typed: str) -> None:
    say(signed_in(chen), session, part_of(session, "iPad"), "is", typed)
    expected = [("Li Wei", Confidence.LIKELY, 1), ("Zhao Lei", Confidence.CERTAIN, 2)]
    assert told(session) == expected
    read(session, *ROWS)
    assert told(session) == expected, "the same read again"
    read(session, *ROWS[1:], row("iPad", 1, 20), row("iPad", 46, 50))
    assert told(session) == [expected[0], ("Zhao Lei", Confidence.CERTAIN, 3)], "other times, and one that came late"
    say(signed_in(chen), session, part_of(session, "iPad"), "undo")
    assert told(session) == [expected[0], (None, Confidence.NONE, 3)]


def test_nobody_is_meant_or_several_are(session: EndedSession, chen: User, zhao: User, stranger: User) -> None:
    client, before = signed_in(chen), told(session)
    for typed in ("", "Nobody", stranger.email):
        answer = say(client, session, part_of(session, "iPad"), "is", typed)
        assert (answer.status_code, value_shown(answer).who.refused.typed) == (422, typed)
        assert "Nobody of your organisation has this name or address." in text_of(answer)
    User.objects.create_user("zhao.lei2@qingshan.example", name=zhao.name, tenant=session.tenant)
    answer = say(client, session, part_of(session, "iPad"), "is", "zhao lei")
    assert "Several people have this name: type the mail address." in text_of(answer)
    assert told(session) == before


def test_what_is_said_twice_or_too_late_is_told_so(session: EndedSession, chen: User) -> None:
    client, part = signed_in(chen), part_of(session, "iPad")
    say(client, session, part, "is", "Zhao Lei")
    for do in ("is", "confirm", "nobody", "undo"):
        answer = say(client, session, part, do, "Zhao Lei")
        assert "Somebody has changed this meanwhile. Please look again." in text_of(answer)
    assert say(client, session, part_of(session, "Li Wei"), "undo").status_code == 200
    assert say(client, session, part_of(session, "Li Wei"), "else").status_code == 404
    other = hold(session.tenant, organiser=chen)
    read(other, *ROWS)
    assert "Somebody has changed" in text_of(say(client, session, part_of(other, "iPad"), "nobody"))
    assert told(other)[-1] == (None, Confidence.NONE, 2)


def test_what_was_said_stands_in_the_audit_log_and_on_the_page(session: EndedSession, chen: User, zhao: User) -> None:
    say(signed_in(chen), session, part_of(session, "iPad"), "is", "Zhao Lei")
    say(signed_in(zhao), session, part_of(session, "iPad"), "undo")
    answer = say(signed_in(chen), session, part_of(session, "iPad"), "nobody")
    assert [each.words for each in value_shown(answer).who.said] == [
        "陈静: “iPad” was nobody of ours.",
        "Zhao Lei took back who “iPad” was.",
        "陈静: “iPad” was Zhao Lei.",
    ]
    entries = LogEntry.objects.get_for_object(session).order_by("pk")
    assert [(entry.actor, entry.additional_data["what"]) for entry in entries] == [
        (chen, "said_who"),
        (zhao, "took_back"),
        (chen, "said_nobody"),
    ]
    assert not any("iPad" in str(entry.additional_data) for entry in entries), "names belong to their own rows"


def test_the_controls_stand_on_the_page_of_whoever_is_in_charge(session: EndedSession, chen: User, li: User) -> None:
    address = f"/sessions/{session.pk}/attendees/"
    assert address in signed_in(chen).get(f"/sessions/{session.pk}/").content.decode()
    assert address not in signed_in(li).get(f"/sessions/{session.pk}/").content.decode()
    chen.language = "zh-hans"
    chen.save()
    with translation.override("zh-hans"):
        words = text_of(signed_in(chen).get(f"/sessions/{session.pk}/"))
    assert "不是本组织的人" in words
