"""The booking form: what is typed, what becomes of it, what is said about it."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from accounts.models import Application, Tenant, User
from meetings.forms.booking import BookingForm
from meetings.forms.cancelling import CancelForm
from meetings.models import Meeting
from meetings.requests import BookingRequest, InviteeRequest

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)  # 09:48 in Shanghai, a Thursday


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def organiser() -> User:
    application = Application.objects.create(name="App", app_id="app", app_key="key")
    tenant = Tenant.objects.create(name="Qingshan", application=application)
    User.objects.create_user("li.wei@qingshan.example", name="李伟", tenant=tenant)
    return User.objects.create_user("chen.jing@qingshan.example", name="陈静", tenant=tenant, language="en")


def form(organiser: User, **typed: Any) -> BookingForm:
    data: dict[str, Any] = {
        "reference": str(uuid.uuid4()),
        "subject": "Roadmap",
        "day": "Tue 19 May 2026",
        "start": "15:00",
        "time_zone": "Asia/Shanghai",
        "length": "45",
        "password": "new",
        "entry": "0",
        "mutes_on_entry": "on",
        "guests_may_start": "on",
        "tells_invitees": "on",
    }
    return BookingForm(data | typed, person=organiser, now=NOW)


def test_to_request_of_a_simple_meeting(organiser: User) -> None:
    filled = form(organiser, invitees="anna@tuv.example")
    assert filled.is_valid(), filled.errors
    assert filled.to_request() == BookingRequest(
        subject="Roadmap",
        start_at=datetime(2026, 5, 19, 7, 0, tzinfo=UTC),
        length_minutes=45,
        time_zone="Asia/Shanghai",
        invitees=(InviteeRequest("anna@tuv.example"),),
    )


def test_what_is_typed_in_full_width_is_read(organiser: User) -> None:
    filled = form(organiser, length="other", length_other=" ７５ ", password="own", guest_password="４８２ ９１３")
    assert (filled.to_request().length_minutes, filled.to_request().guest_password) == (75, "482913")


def test_words_that_would_break_a_calendar_or_turn_a_page_round_are_taken_out(organiser: User) -> None:
    filled = form(organiser, subject="Plan\x07 \u202egnp.exe", invitees='"Eve\x1b\u202e" <eve@tuv.example>')
    request = filled.to_request()
    assert (request.subject, request.invitees) == ("Plan gnp.exe", (InviteeRequest("eve@tuv.example", "Eve"),))


def test_blank_is_booked_as_it_stands_but_for_the_subject(organiser: User) -> None:
    for language in ("en", "zh-hans"):
        with translation.override(language):
            initial = BookingForm.blank(person=organiser, now=NOW).initial
        filled = form(organiser, **{name: str(value) for name, value in initial.items()})
        assert filled.is_valid(), filled.errors
        assert filled.to_request().start_at == datetime(2026, 5, 14, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"subject": " "}, "subject", "What is the meeting about? A word or two is enough."),
        ({"subject": "\u200b\u2060"}, "subject", "What is the meeting about? A word or two is enough."),
        ({"subject": "x" * 129}, "subject", "128 characters at most, please; this has 129."),
        (
            {"subject": "🎉" * 65},
            "subject",
            "128 characters at most, please; this has 130, since an emoji or a rare character counts twice.",
        ),
        ({"start": "9"}, None, None),
        ({"day": "today", "start": "9:00"}, "start", "The start is in the past. 10:00 today would work."),
        ({"day": "13 May 2026"}, "day", "The start is in the past. 10:00 today would work."),
        ({"day": ""}, "day", "Which day? “tomorrow”, “Fri” or “Fri 15 May” would work."),
        ({"start": ""}, "start", "When does it start? “9”, “14:30” or “2:30 pm” would work."),
        (
            {"day": "soonish"},
            "day",
            "We cannot read “soonish” as a day. “tomorrow”, “Fri” or “Fri 15 May” would work.",
        ),
        (
            {"start": "25:00"},
            "start",
            "We cannot read “25:00” as a time. “9”, “14:30” or “2:30 pm” would work.",
        ),
        (
            {"day": "28 March 2027", "start": "02:30", "time_zone": "Europe/Berlin"},
            "start",
            "02:30 does not exist that night in Berlin: the clocks go from 02:00 to 03:00. 03:00 would work.",
        ),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "Choose a time zone from the list."),
        ({"length": "other", "length_other": "14"}, "length_other", "15 minutes to 24 hours, please."),
        ({"length": "other", "length_other": "1441"}, "length_other", "15 minutes to 24 hours, please."),
        ({"length": "other", "length_other": "an hour"}, "length_other", "15 minutes to 24 hours, please."),
        ({"length": "other", "length_other": "1440"}, None, None),
        ({"length": "other", "length_other": "15"}, None, None),
        ({"password": "own", "guest_password": "123"}, "guest_password", "4 to 16 digits, please; these are 3."),
        (
            {"password": "own", "guest_password": "12a4"},
            "guest_password",
            "4 to 16 digits, please, and nothing but digits.",
        ),
        ({"password": "own", "guest_password": "482 913"}, None, None),
        ({"password": "own", "guest_password": "４８２９１３"}, None, None),
        ({"password": "own", "guest_password": "１２３"}, "guest_password", "4 to 16 digits, please; these are 3."),
        (
            {"password": "own", "guest_password": "٤٨٢٩١٣"},
            "guest_password",
            "4 to 16 digits, please, and nothing but digits.",
        ),
        ({"length": "other", "length_other": "７５"}, None, None),
    ],
)
def test_each_error_says_what_would_work(
    organiser: User, typed: dict[str, str], field: str | None, sentence: str | None
) -> None:
    filled = form(organiser, **typed)
    errors = {name: list(found) for name, found in filled.errors.items()}
    assert errors == ({field: [sentence]} if field else {})


def test_of_a_meeting_gives_back_the_same_request(organiser: User) -> None:
    li_wei = User.objects.get(email="li.wei@qingshan.example")
    meeting = Meeting.objects.create(
        tenant=li_wei.tenant,  # type: ignore[misc]  # only an operator has none
        organiser=organiser,
        subject="Roadmap",
        start_at=datetime(2026, 5, 19, 7, 0, tzinfo=UTC),
        length_minutes=50,
        time_zone="Europe/Berlin",
        entry=Meeting.Entry.INVITED,
        has_waiting_room=True,
        mutes_on_entry=False,
        guests_may_start=False,
        tells_invitees=False,
        guest_password="482913",
        ical_uid="1",
        created_at=NOW,
        changed_at=NOW,
    )
    for role, email, name, person in (
        ("organiser", organiser.email, organiser.name, organiser),
        ("cohost", li_wei.email, li_wei.name, li_wei),
        ("guest", "anna@tuv.example", 'Anna "A." Schmidt', None),
        ("guest", "bob@tuv.example", "bob@tuv.example", None),
    ):
        meeting.invitees.create(role=role, email=email, name=name, person=person, join_token=email)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            initial = BookingForm.filled_with(meeting, person=organiser, now=NOW).initial
            data = {name: str(value) for name, value in initial.items() if value is not False}
            filled = BookingForm(data, person=organiser, now=NOW, meeting=meeting)
            assert filled.is_valid(), filled.errors
        assert filled.to_request() == BookingRequest(
            subject="Roadmap",
            start_at=datetime(2026, 5, 19, 7, 0, tzinfo=UTC),
            length_minutes=50,
            time_zone="Europe/Berlin",
            invitees=(
                InviteeRequest(li_wei.email, "李伟", li_wei, is_cohost=True),
                InviteeRequest("anna@tuv.example", "Anna A. Schmidt"),
                InviteeRequest("bob@tuv.example"),
            ),
            guest_password="482913",
            entry=Meeting.Entry.INVITED,
            has_waiting_room=True,
            mutes_on_entry=False,
            guests_may_start=False,
            tells_invitees=False,
        )


def test_a_note_is_cleaned_and_keeps_its_lines() -> None:
    filled = CancelForm({"reference": str(uuid.uuid4()), "note": " Ill\x07\x1b\u202e.\r\nBack\x0bsoon \u2066 "})
    assert filled.is_valid()
    assert filled.cleaned_data["note"] == "Ill.\nBack\nsoon"


def test_a_span_sets_the_length(organiser: User) -> None:
    filled = form(organiser, start="9:00-10:30", length="45")
    assert filled.is_valid(), filled.errors
    request = filled.to_request()
    assert (request.start_at, request.length_minutes) == (datetime(2026, 5, 19, 1, 0, tzinfo=UTC), 90)


@pytest.mark.parametrize("typed", ["12/6", "12-6"])
def test_a_day_that_could_be_two_is_asked_in_english_and_read_in_chinese(organiser: User, typed: str) -> None:
    filled = form(organiser, day=typed)
    assert filled.errors["day"] == [f"Is “{typed}” Fri 12 Jun or Sun 6 Dec? Write one of them."]
    with translation.override("zh-hans"):
        filled = form(organiser, day=typed)
        assert filled.is_valid(), filled.errors
        assert filled.to_request().start_at == datetime(2026, 12, 6, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (
            {"invitees": "anna@tuv.example\nj.huber@"},
            "invitees",
            "“j.huber@” has nothing after the @. Complete it or remove it; the other one is fine.",
        ),
        (
            {"invitees": "anna@tuv.example", "cohosts": "anna@tuv.example"},
            "cohosts",
            "anna@tuv.example has no account here. Only colleagues can be co-hosts.",
        ),
    ],
)
def test_who_can_t_be_invited_so_is_said_beside_the_field_and_the_rest_kept(
    organiser: User, typed: dict[str, str], field: str, sentence: str
) -> None:
    filled = form(organiser, **typed)
    assert filled.errors == {field: [sentence]}
    assert filled[field].value() == typed[field]
    assert [guest.email for guest in filled.invited.invitees] == ["anna@tuv.example"]


def test_invitees_cost_one_query_however_many(organiser: User, django_assert_num_queries: Any) -> None:
    for count in (1, 30):
        filled = form(organiser, invitees="\n".join(f"p{n}@x.example" for n in range(count)))
        with django_assert_num_queries(1):
            assert filled.is_valid()
