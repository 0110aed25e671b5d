"""A change of a whole series leaves what was changed for single occurrences as it is, whatever the vendor does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import requests
import time_machine
from django.test import Client
from django.utils import translation

from accounts.models import Identity, User
from hwmeeting import Client as VendorClient
from hwmeeting import Meeting as VendorMeeting
from l10n import format_datetime
from meetings.models import Meeting, VendorWrite
from meetings.recurrence import Cycle, Unit
from meetings.services import booking, editing, occurrences, withdrawing
from meetings.writes import sending
from meetings.writes.payloads import WantedMeeting
from notifications.models import Message
from tests.factories.booking_requests import asked, same
from tests.factories.page_words import text_of, value_shown
from tests.factories.vendor import Vendor
from tests.flows.actions import forget_enqueued, jobs_until_all_is_clear, round_of_jobs

pytestmark = pytest.mark.django_db(transaction=True)

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST = datetime.now(SHANGHAI).date() + timedelta(days=3)
START = datetime.combine(FIRST, time(7), SHANGHAI).astimezone(UTC)
GUEST = "anna@tuv.example"
READINGS = pytest.mark.parametrize("reading", ["renews", "keeps"])
Fault = Callable[[Vendor, str], None]


def every_second_day(count: int = 6) -> Cycle:
    return Cycle(Unit.DAY, 2, (), FIRST + timedelta(days=2 * (count - 1)))


def book(chen: User, *, count: int = 6, **fields: object) -> Meeting:
    request = asked(GUEST, **({"start_at": START, "repeats": every_second_day(count)} | fields))
    return booking.book(organiser=chen, request=request, reference="book", now=datetime.now(UTC))


def move(meeting: Meeting, chen: User, day: int, start_at: datetime, *, minutes: int = 45) -> None:
    row = meeting.occurrences.get(original_start_at=START + day * DAY)
    occurrences.edit(
        meeting=meeting,
        occurrence=row,
        by=chen,
        start_at=start_at,
        length_minutes=minutes,
        reference=f"move-{day}",
        now=datetime.now(UTC),
    )


def skip(meeting: Meeting, chen: User, day: int) -> None:
    row = meeting.occurrences.get(original_start_at=START + day * DAY)
    occurrences.cancel(
        meeting=meeting, occurrence=row, by=chen, reference=f"skip-{day}", now=datetime.now(UTC), note="On holiday."
    )


@pytest.fixture
def series(vendor: Vendor, chen: User) -> Meeting:
    """Every second day, six of them; one a day later, one off, one for half an hour."""
    forget_enqueued()
    meeting = book(chen)
    move(meeting, chen, 2, START + 3 * DAY)
    skip(meeting, chen, 6)
    move(meeting, chen, 8, START + 8 * DAY, minutes=30)
    jobs_until_all_is_clear(datetime.now(UTC))
    Message.objects.all().delete()
    return meeting


STANDING = [
    (START, 45),
    (START + 3 * DAY, 45),
    (START + 4 * DAY, 45),
    (START + 8 * DAY, 30),
    (START + 10 * DAY, 45),
]


def edit(meeting: Meeting, chen: User, **fields: object) -> VendorWrite:
    fresh = Meeting.objects.get(pk=meeting.pk)
    known = WantedMeeting.of_meeting(fresh)
    values = {"start_at": known.start_at, "repeats": fresh.recurrence, "length_minutes": known.length_minutes} | fields
    return editing.edit(meeting=fresh, by=chen, request=same(fresh, **values), reference="edit", now=datetime.now(UTC))


def ours(meeting: Meeting) -> list[tuple[datetime, int]]:
    held = meeting.occurrences.held().values_list("start_at", "end_at")
    return [(start_at, (end_at - start_at).seconds // 60) for start_at, end_at in held]


def theirs(vendor: Vendor, chen: User, meeting: Meeting) -> list[tuple[datetime, int]]:
    found = []
    for one in vendor.detail(chen, meeting).meeting.occurrences:
        assert one.start_at
        assert one.end_at
        found.append((one.start_at, (one.end_at - one.start_at).seconds // 60))
    return sorted(found)


def mails() -> list[tuple[str, str]]:
    return sorted(Message.objects.values_list("kind", "recipient"))


CHANGED_ONCE = [("changed", "anna@tuv.example"), ("changed", "chen.jing@qingshan.example")]


@READINGS
def test_renaming_a_series_leaves_its_changed_occurrences(
    vendor: Vendor, chen: User, series: Meeting, reading: str
) -> None:
    vendor.assume(series_edit=reading)
    edit(series, chen, subject="Roadmap 2")
    assert ours(series) == STANDING
    jobs_until_all_is_clear(datetime.now(UTC))
    assert ours(series) == theirs(vendor, chen, series) == STANDING
    assert series.occurrences.get(original_start_at=START + 2 * DAY).start_at == START + 3 * DAY
    assert mails() == CHANGED_ONCE
    mail = Message.objects.get(recipient=GUEST)
    assert (mail.subject.startswith("Changed: Roadmap 2"), "Roadmap" in mail.text) == (True, True)
    assert "EXDATE" in mail.calendar
    assert "RECURRENCE-ID" in mail.calendar
    states = set(series.writes.values_list("state", flat=True))
    assert (states, Meeting.objects.get(pk=series.pk).is_settled) == ({VendorWrite.State.DONE}, True)


@READINGS
def test_what_was_not_changed_for_an_occurrence_alone_follows_the_series(
    vendor: Vendor, chen: User, series: Meeting, reading: str
) -> None:
    """An hour later and an hour long: what was moved stays at its time, what was made shorter stays short."""
    vendor.assume(series_edit=reading)
    edit(series, chen, start_at=START + HOUR, length_minutes=60)
    wanted = [
        (START + HOUR, 60),
        (START + 3 * DAY, 60),
        (START + 4 * DAY + HOUR, 60),
        (START + 8 * DAY + HOUR, 30),
        (START + 10 * DAY + HOUR, 60),
    ]
    assert ours(series) == wanted
    jobs_until_all_is_clear(datetime.now(UTC))
    assert ours(series) == theirs(vendor, chen, series) == wanted
    assert mails() == CHANGED_ONCE


def test_a_series_of_fifty_with_five_changed_occurrences_costs_eight_calls(
    vendor: Vendor, chen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_enqueued()
    rule = Cycle(Unit.DAY, 1, (), FIRST + 49 * DAY)
    meeting = book(chen, repeats=rule)
    for day in (3, 10, 40):
        move(meeting, chen, day, START + day * DAY + HOUR)
    for day in (20, 30):
        skip(meeting, chen, day)
    jobs_until_all_is_clear(datetime.now(UTC))
    called: list[str] = []
    inner = requests.Session.request

    def counted(session: requests.Session, method: str, *args: object, **kwargs: object) -> requests.Response:
        called.append(method)
        return inner(session, method, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(requests.Session, "request", counted)
    edit(meeting, chen, subject="Roadmap 2")
    jobs_until_all_is_clear(datetime.now(UTC))
    monkeypatch.undo()
    assert sorted(called) == ["DELETE"] * 2 + ["GET"] * 2 + ["PUT"] * 4
    assert ours(meeting) == theirs(vendor, chen, meeting)
    assert len(ours(meeting)) == 48


@pytest.mark.parametrize("call", ["edit_occurrence", "cancel_occurrence"])
@pytest.mark.parametrize("fault", [Vendor.lose_answer, Vendor.cut_before])
def test_the_answer_to_a_write_that_follows_is_lost(
    vendor: Vendor, chen: User, series: Meeting, call: str, fault: Fault
) -> None:
    done_before = {name: len(vendor.sent(name)) for name in ("edit_occurrence", "cancel_occurrence")}
    fault(vendor, call)
    edit(series, chen, subject="Roadmap 2")
    jobs_until_all_is_clear(datetime.now(UTC))
    assert ours(series) == theirs(vendor, chen, series) == STANDING
    done = {name: len(vendor.sent(name)) - before for name, before in done_before.items()}
    assert done == {"edit_occurrence": 2, "cancel_occurrence": 1}
    assert mails() == CHANGED_ONCE


def test_an_edit_whose_answer_is_lost_is_followed_all_the_same(vendor: Vendor, chen: User, series: Meeting) -> None:
    vendor.lose_answer("edit_series")
    edit(series, chen, subject="Roadmap 2")
    jobs_until_all_is_clear(datetime.now(UTC))
    assert ours(series) == theirs(vendor, chen, series) == STANDING
    assert ("changed", GUEST) in mails()


@READINGS
def test_all_are_written_where_nobody_could_read_what_was_undone(
    vendor: Vendor, chen: User, series: Meeting, reading: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vendor answers without the occurrences, and can't be asked after them."""
    vendor.assume(series_edit=reading)

    def read_without(client: VendorClient, conference_id: str) -> VendorMeeting:
        return replace(client.meetings.detail(conference_id).meeting, occurrences=())

    monkeypatch.setattr("meetings.writes.kinds.edit.read_back", read_without)
    edit(series, chen, subject="Roadmap 2")
    assert ours(series) == STANDING
    jobs_until_all_is_clear(datetime.now(UTC))
    assert ours(series) == theirs(vendor, chen, series) == STANDING


SAID = {
    "en": {
        "progress": "1 of 3 changed dates are as they were again.",
        "done": "3 of 3 changed dates are as they were again.",
        "off": "%s is on again.",
        "moved": "%s is at %s again.",
    },
    "zh-hans": {
        "progress": "单独改过的 3 场中，已有 1 场恢复原样。",
        "done": "单独改过的 3 场中，已有 3 场恢复原样。",
        "off": "%s 照常举行。",
        "moved": "%s 那场又回到 %s。",
    },
}
LANGUAGES = pytest.mark.parametrize("language", SAID)


def page_of(browser: Client, meeting: Meeting) -> str:
    return text_of(browser.get(f"/meetings/{meeting.pk}/"))


def speak(person: User, language: str) -> None:
    person.language = language
    person.save()


@LANGUAGES
def test_the_page_shows_how_far_it_is(
    vendor: Vendor, chen: User, pages: Client, series: Meeting, language: str
) -> None:
    speak(chen, language)
    edit(series, chen, subject="Roadmap 2")
    send_next(series)
    response = pages.get(f"/meetings/{series.pk}/")
    banner = value_shown(response).organiser_part.banner
    assert SAID[language]["progress"] in text_of(response)
    assert (banner.tone, banner.polls_after) == ("info", 2)
    address = f"/meetings/{series.pk}/state/?seen={value_shown(response).fingerprint}"
    assert pages.get(address, headers={"HX-Request": "true"}).status_code == 204
    send_next(series)
    assert pages.get(address, headers={"HX-Request": "true"}).status_code == 200
    jobs_until_all_is_clear(datetime.now(UTC))
    assert SAID[language]["done"] in page_of(pages, series)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=3)):
        assert value_shown(pages.get(f"/meetings/{series.pk}/")).organiser_part.banner is None


def send_next(meeting: Meeting) -> None:
    write = meeting.writes.get(finished_at=None)
    sending.send(write_id=write.pk, now=datetime.now(UTC))


def moment(at: datetime) -> str:
    return format_datetime.moment(at, zone=SHANGHAI, now=datetime.now(UTC))


@LANGUAGES
@pytest.mark.parametrize("call", ["cancel_occurrence", "edit_occurrence"])
def test_what_the_vendor_refuses_is_named_on_page_and_in_mail(
    vendor: Vendor, chen: User, pages: Client, series: Meeting, language: str, call: str
) -> None:
    speak(chen, language)
    vendor.refuse(call, code="MMC.111071119")
    edit(series, chen, subject="Roadmap 2")
    jobs_until_all_is_clear(datetime.now(UTC))
    assert ours(series) == theirs(vendor, chen, series)
    with translation.override(language):
        if call == "cancel_occurrence":
            place = START + 6 * DAY
            said = SAID[language]["off"] % moment(place)
        else:
            place = START + 2 * DAY
            said = SAID[language]["moved"] % (moment(START + 3 * DAY), moment(place))
    assert (place, 45) in ours(series)
    assert mails() == sorted(2 * CHANGED_ONCE)
    mail = Message.objects.filter(recipient="chen.jing@qingshan.example").latest("pk")
    assert said in " ".join(mail.text.split())
    assert said in page_of(pages, series)
    assert value_shown(pages.get(f"/meetings/{series.pk}/")).organiser_part.banner.tone == "warn"
    with time_machine.travel(place + HOUR):
        pages.force_login(chen)
        assert value_shown(pages.get(f"/meetings/{series.pk}/")).organiser_part.banner is None


def test_where_nobody_may_act_for_the_organiser_all_are_told_once(vendor: Vendor, chen: User, series: Meeting) -> None:
    edit(series, chen, subject="Roadmap 2")
    Identity.objects.filter(person=chen).delete()
    jobs_until_all_is_clear(datetime.now(UTC))
    assert [start_at for start_at, _ in ours(series)] == [START + 2 * number * DAY for number in range(6)]
    assert mails() == sorted(2 * CHANGED_ONCE)
    text = " ".join(Message.objects.filter(recipient=GUEST).latest("pk").text.split())
    assert (text.count("is on again."), text.count(" again.")) == (1, 3)


def test_withdrawn_they_are_left_as_the_vendor_has_them(vendor: Vendor, chen: User, series: Meeting) -> None:
    edit(series, chen, subject="Roadmap 2")
    vendor.go_away()
    round_of_jobs(datetime.now(UTC))
    meeting = Meeting.objects.get(pk=series.pk)
    withdrawing.withdraw(meeting=meeting, by=chen, now=datetime.now(UTC))
    vendor.come_back()
    jobs_until_all_is_clear(datetime.now(UTC))
    assert ours(series) == theirs(vendor, chen, series)
    assert len(ours(series)) == 6
    assert mails() == sorted(2 * CHANGED_ONCE)


def test_one_whose_time_is_past_by_then_is_where_the_rule_has_it(vendor: Vendor, chen: User, series: Meeting) -> None:
    """The vendor is away until after its start."""
    edit(series, chen, subject="Roadmap 2")
    send_next(series)
    vendor.go_away()
    send_next(series)
    write = series.writes.get(finished_at=None)
    with time_machine.travel(START + 8 * DAY + HOUR):
        round_of_jobs(START + 8 * DAY + HOUR)
        write.refresh_from_db()
    assert (write.state, write.error_code) == (VendorWrite.State.REFUSED, "NOT_REACHED")
    assert (START + 8 * DAY, 45) in ours(series)


def test_an_occurrence_whose_date_the_series_has_no_more_ends(
    vendor: Vendor, chen: User, pages: Client, series: Meeting
) -> None:
    edit(series, chen, repeats=every_second_day(4))
    jobs_until_all_is_clear(datetime.now(UTC))
    assert ours(series) == theirs(vendor, chen, series) == STANDING[:3]
    text = " ".join(Message.objects.get(recipient=GUEST).text.split())
    assert "No longer" in text
    assert "until 07:30." in text.partition("No longer")[2]


@READINGS
def test_in_another_zone_they_stay_by_their_day(vendor: Vendor, chen: User, series: Meeting, reading: str) -> None:
    vendor.assume(series_edit=reading, occurrence_time="zone", occurrence_window="anywhere")
    berlin = ZoneInfo("Europe/Berlin")
    edit(series, chen, start_at=datetime.combine(FIRST, time(7), berlin), time_zone="Europe/Berlin")
    jobs_until_all_is_clear(datetime.now(UTC))
    assert ours(series) == theirs(vendor, chen, series)
    places = {place.astimezone(berlin).date(): start_at for place, start_at in changed_places(series)}
    assert places == {FIRST + 2 * DAY: START + 3 * DAY}
    off = series.occurrences.get(is_cancelled=True)
    assert off.original_start_at.astimezone(berlin).date() == FIRST + 6 * DAY


def changed_places(meeting: Meeting) -> list[tuple[datetime, datetime]]:
    rows = meeting.occurrences.held()
    return [(row.original_start_at, row.start_at) for row in rows if row.is_changed]
