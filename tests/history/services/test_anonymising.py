"""A person whose name is forgotten is nowhere any more, and all that is counted stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.apps import apps
from django.db import connection
from django.utils import timezone

from accounts.models import AccessToken, Identity, User
from control.models import ControlAction
from control.writes.payloads import Callee, CallPayload
from history.errors import HistoryError
from history.models import (
    Anonymisation,
    Attendance,
    ControlRecord,
    EndedSession,
    OnlineParticipant,
    Presence,
    Recording,
)
from history.services import anonymising
from history.writes import details, recordings, sessions
from history.writes.directory import Directory
from hwmeeting import Attendance as VendorAttendance
from hwmeeting import ControlRecord as VendorControlRecord
from hwmeeting import EndedMeeting
from hwmeeting import Recording as VendorRecording
from meetings.models import Meeting
from notifications.models import Message
from tests.factories.fixtures import MakeMeeting
from tests.factories.sessions import START

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()
HOUR = timedelta(hours=1)
NAME, ADDRESS, NUMBER = "Quentin Zabriskie", "quentin.zabriskie@qingshan.example", "+9977001122"
PHONE = "+8613800138000"
SECRETS = ("13800138000", "quentin", "zabriskie", "9977001122", "quentin-id", "0c0ffee0")


@pytest.fixture
def quentin(chen: User) -> User:
    assert chen.tenant
    person = User.objects.create_user(
        ADDRESS, name=NAME, tenant=chen.tenant, phone=PHONE, password="a-long-password", language="en"
    )
    Identity.objects.create(
        tenant=chen.tenant, person=person, third_party_user_id="quentin-id", state=Identity.State.WORKS,
        vendor_user_uuid="0c0ffee0", vendor_sip_number=f"sip:{NUMBER}@x.example",
    )  # fmt: skip
    AccessToken.objects.create(tenant=chen.tenant, third_party_user_id="quentin-id")
    return person


ENDED = EndedMeeting(
    "962000001",
    "one",
    "Budget",
    START,
    START + HOUR,
    has_recording=True,
    scheduler_name=NAME,
    scheduler_uuid="0c0ffee0",
)
RECORDED = VendorRecording("one", "962000001", "Budget", NAME, START, 3000, 400, True, None, 0)
STAYS = [
    VendorAttendance(NAME, NUMBER, START, START + HOUR / 2, "Soft terminal", "Video", "Sales"),
    VendorAttendance("Guest", "", START, START + HOUR / 3, "", "", ""),
]
ACTIONS = [
    VendorControlRecord(START, "", NAME, "Mute", "Guest", ""),
    VendorControlRecord(START, "", "Guest", "Kick", NAME, ""),
]


def read(person: User, stays: list[VendorAttendance] = STAYS) -> None:
    """Read the history as the meeting service tells it."""
    assert person.tenant
    sessions.store(tenant=person.tenant, sessions=[ENDED], now=NOW, tally=sessions.Tally())
    recordings.store(tenant=person.tenant, recordings=[RECORDED], now=NOW)
    details.store(
        session_id=EndedSession.objects.get().pk, found=details.Found(stays, ACTIONS),
        directory=Directory(person.tenant), now=NOW, due_at=None,
    )  # fmt: skip


@pytest.fixture
def known(quentin: User, chen: User, make_meeting: MakeMeeting) -> User:
    """Somebody whose name stands wherever one can stand."""
    meeting = make_meeting(
        organiser=quentin, start_at=START, vendor_conference_id="962000001", state=Meeting.State.ENDED, guests=(chen,),
        ical_organiser_email=ADDRESS,
    )  # fmt: skip
    make_meeting(start_at=START, guests=(quentin,))
    meeting.writes.update(payload={"wanted": {"invitees": [{"name": NAME, "email": ADDRESS}]}}, finished_at=NOW)
    sip_number = quentin.identity.vendor_sip_number
    by_number = Callee(NAME, PHONE, "normal"), Callee(NAME, sip_number, "normal", "quentin-id")
    not_invited_there = make_meeting(start_at=START)
    for number, callee in enumerate(by_number):
        called: Any = CallPayload((callee,), (sip_number,)).to_json()  # the stubs take the field for text
        ControlAction.objects.create(
            meeting=(meeting, not_invited_there)[number], kind=ControlAction.Kind.CALL, requested_by=chen,
            reference=str(number), content_hash="", payload=called, created_at=NOW, finished_at=NOW,
        )  # fmt: skip
    for number, (recipient, state) in enumerate(((ADDRESS, "sent"), (ADDRESS, "queued"), (chen.email, "failed"))):
        Message.objects.create(
            kind="invitation", about=f"meeting:{meeting.pk}", dedup_key=str(number), recipient=recipient,
            recipient_name="", sender_name=NAME, reply_to=ADDRESS, subject="Budget", text=f"{NAME} invites you",
            html=f"<b>{NAME}</b>", calendar=f"ORGANIZER;CN={NAME[:5]}\r\n {NAME[5:]}:mailto:{ADDRESS}", state=state,
            next_attempt_at=NOW, created_at=NOW,
        )  # fmt: skip
    OnlineParticipant.objects.create(
        tenant=meeting.tenant, vendor_conference_id="1", participant_id="p", name=NAME, user_uuid="0c0ffee0",
        first_seen_at=NOW, last_seen_at=NOW,
    )  # fmt: skip
    read(quentin)
    return quentin


def counts() -> dict[str, Any]:
    return {
        "session": EndedSession.objects.values_list("attendee_count", "attended_seconds", "organiser").get(),
        "parts": list(
            Presence.objects.order_by("pk").values_list("person", "came", "seconds", "confidence", "is_invited")
        ),
        "stays": list(Attendance.objects.order_by("pk").values_list("joined_at", "left_at", "person")),
        "meetings": list(Meeting.objects.order_by("pk").values_list("pk", "organiser", "invitee_count")),
        "control": ControlRecord.objects.count(),
    }


def told() -> list[str]:
    """Return where in the whole database something of theirs stands."""
    found = []
    for model in apps.get_models():
        for row in model._default_manager.all():
            for field in model._meta.concrete_fields:
                text = str(field.value_from_object(row)).replace("\r\n ", "").lower()
                if any(word in text for word in SECRETS) and field.name not in {"vendor_user_uuid", "password"}:
                    found.append(f"{model._meta.label}.{field.name}")
    return sorted(set(found))


def forget(person: User, by: User) -> None:
    anonymising.ask(person=person, by=by, now=NOW)
    anonymising.run(person_id=person.pk, now=NOW)


def test_nothing_tells_their_name_and_the_counts_stay(known: User, zhao: User) -> None:
    before = counts()
    assert len(told()) > 15, "it stands in many places"
    forget(known, zhao)
    assert told() == []
    assert counts() == before
    assert Presence.objects.get(person=known, came=True).name == f"Anonymous {known.pk}"
    assert (Anonymisation.objects.get().finished_at, Identity.objects.filter(person=known).count()) == (NOW, 0)
    assert sorted(Message.objects.values_list("state", flat=True)) == ["failed", "sent"], "nothing is sent any more"


def test_later_readings_bring_no_name_back(known: User, zhao: User) -> None:
    forget(known, zhao)
    before = counts()
    read(known)
    assert (told(), counts()) == ([], before)
    late = VendorAttendance(NAME, NUMBER, START + HOUR / 2, START + HOUR, "Soft terminal", "Video", "Sales")
    read(known, [*STAYS, late])
    assert told() == []
    part = Presence.objects.get(person=known, came=True)
    assert (part.stay_count, part.seconds) == (2, 3600), "their number is known by its digest"
    assert Recording.objects.get().scheduler_name == ""


class Killed(BaseException):
    pass


def killed_at(number: int) -> Callable[..., Any]:
    """Let so many statements through, and end the process at the next one that writes."""
    count = 0

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += sql.startswith(("UPDATE", "DELETE", "INSERT"))
        if count > number:
            raise Killed
        return execute(sql, params, many, context)

    return run


def test_wherever_it_is_killed_the_next_one_does_the_rest(known: User, zhao: User) -> None:
    before = counts()
    anonymising.ask(person=known, by=zhao, now=NOW)
    kills = 0
    while kills < 200:
        try:
            with connection.execute_wrapper(killed_at(kills)):
                anonymising.run(person_id=known.pk, now=NOW)
            break
        except Killed:
            kills += 1
    assert 5 < kills < 200
    assert (told(), counts()) == ([], before)
    anonymising.run(person_id=known.pk, now=NOW)


def test_they_are_shut_out_at_once(known: User, zhao: User) -> None:
    anonymising.ask(person=known, by=zhao, now=NOW)
    known.refresh_from_db()
    assert (known.is_active, known.has_usable_password(), AccessToken.objects.count()) == (False, False, 0)
    assert anonymising.sweep(now=NOW) == 1
    entry = LogEntry.objects.get_for_object(known).filter(additional_data__what="anonymised").get()
    assert entry.actor == zhao


def test_who_may_ask_for_it(known: User, zhao: User, chen: User, stranger: User, operator: User) -> None:
    stranger.role = User.Role.TENANT_ADMIN
    stranger.save()
    for by, person in ((chen, known), (stranger, known), (zhao, operator), (zhao, zhao), (operator, operator)):
        with pytest.raises(HistoryError):
            anonymising.ask(person=person, by=by, now=NOW)
    assert Anonymisation.objects.count() == 0
    assert anonymising.ask(person=known, by=operator, now=NOW).finished_at is None


def test_meetings_that_are_to_come_stand_in_the_way(quentin: User, zhao: User, make_meeting: MakeMeeting) -> None:
    make_meeting(organiser=quentin)
    with pytest.raises(HistoryError, match="still to come"):
        anonymising.ask(person=quentin, by=zhao, now=NOW)
    quentin.refresh_from_db()
    assert quentin.is_active


def test_a_colleague_of_the_same_name_keeps_it(known: User, zhao: User) -> None:
    assert known.tenant
    twin = User.objects.create_user("other@qingshan.example", name=NAME, tenant=known.tenant)
    other = EndedSession.objects.create(
        tenant=known.tenant, organiser=twin, scheduler_name=NAME, vendor_conference_uuid="two", start_at=START,
        end_at=START + HOUR,
    )  # fmt: skip
    Attendance.objects.create(tenant=known.tenant, session=other, row_key="1", name=NAME)
    forget(known, zhao)
    other.refresh_from_db()
    assert (other.scheduler_name, other.attendance.get().name, User.objects.get(pk=twin.pk).name) == (NAME, NAME, NAME)
