"""Who was in a session, from what the vendor tells of it: right, or said to be unsure."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Identity, Tenant, User
from history.models import Attendance, Confidence, ControlRecord, EndedSession, Identified, OnlineParticipant, Presence
from history.services import correcting
from history.writes import details
from history.writes.directory import Directory
from hwmeeting import Attendance as Row
from hwmeeting import ControlRecord as Action
from meetings.models import Invitee, Meeting, VendorEvent

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
_KNOWN: dict[str, Any] = {"state": Identity.State.WORKS}


def stay(name: str, joined: int | None, left: int | None, number: str = "", device: str = "Soft terminal") -> Row:
    """One stay, from minute to minute of the session."""
    joined_at, left_at = (AT + minutes * MINUTE if minutes is not None else None for minutes in (joined, left))
    return Row(name, number, joined_at, left_at, device, "Video", "")


@pytest.fixture
def session(qingshan: Tenant, chen: User, li: User) -> EndedSession:
    """One of a meeting of Chen Jing's to which Li Wei and Anna were invited."""
    meeting = Meeting.objects.create(
        tenant=qingshan, organiser=chen, subject="路线图", start_at=AT, length_minutes=60, time_zone="UTC",
        vendor_conference_id="962000001", ical_uid="1@x", state=Meeting.State.BOOKED, created_at=AT, changed_at=AT,
    )  # fmt: skip
    for person, role in ((chen, Invitee.Role.ORGANISER), (li, Invitee.Role.GUEST)):
        Invitee.objects.create(
            meeting=meeting, person=person, role=role, email=person.email, name=person.name, join_token=role
        )
    Invitee.objects.create(meeting=meeting, email="anna@tuv.example", name="Anna", join_token="anna")
    return EndedSession.objects.create(
        tenant=qingshan, meeting=meeting, organiser=chen, vendor_conference_uuid="51a9",
        vendor_conference_id="962000001", start_at=AT, end_at=AT + 60 * MINUTE,
    )  # fmt: skip


def store(session: EndedSession, *rows: Row, actions: tuple[Action, ...] = ()) -> None:
    found = details.Found(list(rows), list(actions))
    details.store(session_id=session.pk, found=found, directory=Directory(session.tenant), now=AT, due_at=None)
    session.refresh_from_db()


def presence(session: EndedSession, person: User | None = None, **which: Any) -> tuple[Any, ...]:
    """Return whether they were invited and came, for how many minutes, how often, how sure that is and by what."""
    row = session.presences.get(person=person, **which)
    return (row.is_invited, row.came, row.seconds / 60, row.stay_count, row.confidence, row.identified_by)


def tell(session: EndedSession, name: str, uuid: str, joined: int, account: str = "", number: str = "") -> None:
    """An event of the vendor's, of somebody who has joined."""
    millis = int((AT + joined * MINUTE).timestamp() * 1000)
    attendee = {"userUUID": uuid, "account": account, "displayName": name, "joinTime": millis, "callNumber": number}
    VendorEvent.objects.create(
        tenant=session.tenant, digest=f"{name}{joined}{uuid}", name="meeting.join", happened_at=AT, received_at=AT,
        vendor_conference_id=session.vendor_conference_id, vendor_conference_uuid=session.vendor_conference_uuid,
        info=json.dumps({"event": "meeting.join", "payload": {"attendeeInfo": attendee}}), state="kept",
        next_attempt_at=AT,
    )  # fmt: skip


def know(person: User, **fields: Any) -> None:
    assert person.tenant
    Identity.objects.update_or_create(
        person=person, defaults={"tenant": person.tenant, "third_party_user_id": f"u{person.pk}", **_KNOWN, **fields}
    )


def test_several_stays_of_one_person_are_one_presence(session: EndedSession, chen: User, li: User) -> None:
    """Twice at once, with phone and laptop, counts once."""
    know(chen, vendor_sip_number="sip:+99111@x.example")
    store(session, *(stay(chen.name, *times, "+99111") for times in ((0, 10), (5, 20), (30, 40), (32, 35))))
    assert presence(session, chen) == (True, True, 30, 4, Confidence.CERTAIN, Identified.SIP)
    assert presence(session, li) == (True, False, 0, 0, Confidence.CERTAIN, Identified.INVITATION)
    assert presence(session, name="Anna") == (True, False, 0, 0, Confidence.CERTAIN, Identified.INVITATION)
    assert (session.attendee_count, session.attended_seconds, session.details) == (1, 1800, "read")
    assert set(session.attendance.values_list("presence__person", flat=True)) == {chen.pk}


def test_a_session_without_attendees(session: EndedSession) -> None:
    store(session)
    assert (session.attendee_count, session.attended_seconds) == (0, 0)
    assert set(session.presences.values_list("came", flat=True)) == {False}


def test_times_that_cannot_be_are_kept_and_explained(session: EndedSession) -> None:
    store(session, stay("Left before", 30, 20), stay("Never left", 50, None), stay("Never came", None, 10))
    rows = [(row, row.presence.seconds) for row in session.attendance.select_related("presence") if row.presence]
    told = {row.name: (row.flaw, seconds) for row, seconds in rows}
    flaw = Attendance.Flaw
    assert told == {
        "Left before": (flaw.REVERSED, 0),
        "Never left": (flaw.NO_END, 600),
        "Never came": (flaw.NO_START, 0),
    }
    assert session.attendee_count == 3


def test_an_event_says_which_of_two_people_of_one_name_it_was(session: EndedSession, li: User, zhao: User) -> None:
    User.objects.filter(pk=zhao.pk).update(name=li.name)
    know(li, vendor_user_uuid="uuid-li")
    know(zhao, vendor_user_uuid="uuid-zhao")
    tell(session, li.name, "uuid-zhao", 5)
    tell(session, li.name, "uuid-li", 10)
    store(session, stay(li.name, 5, 30), stay(li.name, 10, 20))
    assert presence(session, zhao) == (False, True, 25, 1, Confidence.CERTAIN, Identified.EVENT)
    assert presence(session, li) == (True, True, 10, 1, Confidence.CERTAIN, Identified.EVENT)


def test_two_people_of_one_name_are_said_to_be_unsure(session: EndedSession, li: User, zhao: User) -> None:
    User.objects.filter(pk=zhao.pk).update(name=li.name)
    store(session, stay(li.name, 5, 30))
    assert presence(session, li) == (True, True, 25, 1, Confidence.UNSURE, Identified.NAME), "the other wasn't invited"
    assert session.meeting
    Invitee.objects.create(meeting=session.meeting, person=zhao, email=zhao.email, name=li.name, join_token="zhao")
    store(session, stay(li.name, 5, 30))
    assert presence(session, came=True) == (False, True, 25, 1, Confidence.UNSURE, Identified.SEVERAL)


def test_the_name_of_whoever_was_invited_is_likely_theirs(session: EndedSession, li: User, zhao: User) -> None:
    store(session, stay(li.name, 5, 30), stay(zhao.name, 5, 30), stay("Anna", 0, 60))
    assert presence(session, li) == (True, True, 25, 1, Confidence.LIKELY, Identified.NAME)
    assert presence(session, zhao) == (False, True, 25, 1, Confidence.UNSURE, Identified.NAME), "nobody expected them"
    assert presence(session, name="Anna") == (True, True, 60, 1, Confidence.LIKELY, Identified.NAME)


def test_a_name_is_unsure_where_something_speaks_against_it(session: EndedSession, chen: User, li: User) -> None:
    tell(session, li.name, "", 5)
    know(chen, vendor_sip_number="+99111")
    store(session, stay(li.name, 5, 30), stay(chen.name, 5, 30, "+99222"))
    assert presence(session, li)[-2:] == (Confidence.UNSURE, Identified.NAME), "whoever came has no account"
    assert presence(session, chen)[-2:] == (Confidence.UNSURE, Identified.NAME), "another number than theirs"


def test_the_online_list_names_accounts(session: EndedSession, li: User) -> None:
    know(li, third_party_user_id="li")
    OnlineParticipant.objects.create(
        tenant=session.tenant, vendor_conference_id=session.vendor_conference_id, participant_id="p", name="iPad",
        call_number="+99333", third_party_user_id="li", first_seen_at=AT, last_seen_at=AT + 5 * MINUTE,
    )  # fmt: skip
    store(session, stay("iPad", 0, 30, "+99333"))
    assert presence(session, li) == (True, True, 30, 1, Confidence.CERTAIN, Identified.ONLINE)


@pytest.mark.parametrize("number", ["+8613800138000", "tel:+8613800138000", "13800138000"])
def test_a_phone_number_is_likely_its_owners(session: EndedSession, li: User, number: str) -> None:
    User.objects.filter(pk=li.pk).update(phone="+8613800138000")
    store(session, stay(number, 0, 30, number))
    assert presence(session, li) == (True, True, 30, 1, Confidence.LIKELY, Identified.PHONE)


def test_a_phone_that_nobody_knows_and_a_room_are_none_of_us(session: EndedSession) -> None:
    store(session, stay("+8613900139000", 0, 30, "+8613900139000"), stay("三楼", 0, 60, "9001", "Hard terminal"))
    came = session.presences.filter(came=True)
    assert sorted(came.values_list("kind", "confidence")) == [("phone", Confidence.NONE), ("room", Confidence.NONE)]
    assert not came.exclude(person=None).exists()


def test_guests_of_one_name_at_once_may_be_several(session: EndedSession) -> None:
    store(session, stay("Guest", 0, 30), stay("Guest", 20, 40), stay("Visitor", 0, 10), stay("Visitor", 20, 40))
    assert presence(session, name="Guest") == (False, True, 40, 2, Confidence.UNSURE, Identified.SEVERAL)
    assert presence(session, name="Visitor") == (False, True, 30, 2, Confidence.NONE, Identified.NOTHING)


def test_storing_the_same_again_writes_nothing(session: EndedSession, li: User) -> None:
    action = Action(AT, "Portal", "Conference Operator", "Mute all", "", "Success")
    rows = [stay(li.name, 5, 30), stay("Guest", 0, 30)]
    store(session, *rows, actions=(action, action))
    tables = (Attendance, ControlRecord, Presence)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    assert [len(each) for each in before] == [2, 2, 4]
    with CaptureQueriesContext(connection) as seen:
        store(session, *reversed(rows), actions=(action, action))
    written = [
        query["sql"] for query in seen.captured_queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert [sql.split()[1].strip('"') for sql in written] == ["history_endedsession"], "its time alone"
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_rows_that_come_late_or_change_are_followed(session: EndedSession, li: User) -> None:
    store(session, stay(li.name, 5, None), stay("Gone", 0, 10))
    assert presence(session, li)[2] == 55
    store(session, stay(li.name, 5, 30), stay("Late", 40, 50))
    assert presence(session, li)[2] == 25
    assert sorted(session.attendance.values_list("name", flat=True)) == sorted([li.name, "Late"])


def test_a_meeting_that_is_unknown_here(session: EndedSession, chen: User) -> None:
    EndedSession.objects.filter(pk=session.pk).update(meeting=None)
    store(session, stay("Guest", 0, 30))
    assert presence(session, chen) == (True, False, 0, 0, Confidence.CERTAIN, Identified.INVITATION)


def test_words_that_no_column_takes_are_cut(session: EndedSession) -> None:
    store(session, stay("A\0" + "x" * 300, 0, 30, "1" * 200))
    assert session.attendance.get().name == "A" + "x" * 199


def test_what_is_read_or_corrected_is_not_in_the_sums_of_its_day_yet(session: EndedSession, chen: User) -> None:
    EndedSession.objects.update(is_summed=True)
    store(session, stay("陈静", 0, 60))
    assert not session.is_summed
    EndedSession.objects.update(is_summed=True)
    correcting.correct(presence=session.presences.get(person=chen), person=chen, by=chen, now=AT)
    session.refresh_from_db()
    assert not session.is_summed
