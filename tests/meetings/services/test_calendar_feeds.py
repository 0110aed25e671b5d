"""What calendar programs find at somebody's private address: their agenda, now and after each change."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F
from icalendar import Calendar

from accounts.models import User
from meetings.models import AgendaEntry, CalendarFeed, Meeting, Occurrence
from meetings.services import calendar_feeds
from meetings.writes.agenda import refresh_agenda
from tests.factories.fixtures import MakeMeeting, MakeSeries
from tests.meetings.ical.engines.engines import Engines, shown

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def read(person: User) -> str:
    feed = calendar_feeds.find(token=calendar_feeds.switch_on(person=person, now=NOW).token, now=NOW)
    assert feed is not None
    return calendar_feeds.write(feed=feed, now=NOW).decode()


def version(person: User) -> str:
    feed = calendar_feeds.find(token=CalendarFeed.objects.get(person=person).token, now=NOW)
    assert feed is not None
    return feed.content.version


def agenda(person: User) -> list[tuple[int, int]]:
    held = ["booked", "running", "ended"]
    entries = AgendaEntry.objects.filter(person=person, is_cancelled=False, meeting__state__in=held)
    return sorted((int(entry.start_at.timestamp()), int(entry.end_at.timestamp())) for entry in entries)


def change(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(changed_at=F("changed_at") + HOUR)
    refresh_agenda(meeting=Meeting.objects.get(pk=meeting.pk))


@pytest.fixture
def meetings(make_meeting: MakeMeeting, make_series: MakeSeries, li: User) -> list[Meeting]:
    """Single meetings and series of two zones, one of them over the end of Berlin's summer time."""
    berlin = datetime(2026, 10, 6, 7, tzinfo=UTC)
    return [
        make_meeting(start_at=NOW + HOUR, guests=(li,)),
        make_meeting(start_at=NOW - DAY, state="ended"),
        make_meeting(start_at=NOW + DAY, state="requested", vendor_conference_id="", write="planned"),
        make_series(start_at=NOW + 2 * DAY, days=(0, 7, 14)),
        make_series(start_at=berlin, days=(0, 7, 14, 21), time_zone="Europe/Berlin", guests=(li,)),
        make_series(start_at=NOW + 3 * DAY, days=(0, 1, 2), time_zone="Europe/Berlin"),
    ]


def split(text: str) -> list[str]:
    """Return a file for each UID, as what reads a calendar stores it: radicale, vdirsyncer for khal, Nextcloud."""
    whole = Calendar.from_ical(text)
    found: dict[str, Calendar] = {}
    for event in whole.events:
        uid = str(event["UID"])
        if uid not in found:
            found[uid] = part = Calendar({"PRODID": whole["PRODID"], "VERSION": whole["VERSION"]})
            for zone in whole.timezones:
                part.add_component(zone)
        found[uid].add_component(event)
    return [part.to_ical().decode() for part in found.values()]


def test_each_program_finds_the_agenda_through_all_changes(
    chen: User, li: User, meetings: list[Meeting], engines: Engines
) -> None:
    def check() -> None:
        for person in (chen, li):
            text = read(person)
            parts = split(text)
            found = {
                name: sorted(span for part in parts for span in shown(program(part)))
                for name, program in engines.all().items()
            }
            found |= {f"{name}, whole": shown(engines[name](text)) for name in ("node-ical", "recurring-ical-events")}
            assert found == dict.fromkeys(found, agenda(person))

    check()
    moved, _, off = Occurrence.objects.filter(meeting=meetings[3]).order_by("start_at")
    Occurrence.objects.filter(pk=moved.pk).update(start_at=F("start_at") + HOUR, end_at=F("end_at") + HOUR)
    Occurrence.objects.filter(pk=off.pk).update(is_cancelled=True)
    change(meetings[3])
    check()
    Meeting.objects.filter(pk__in=[meetings[0].pk, meetings[5].pk]).update(state="cancelled")
    for meeting in (meetings[0], meetings[5]):
        change(meeting)
    check()


def test_it_has_a_page_and_no_way_in(chen: User, make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(start_at=NOW + HOUR, guests=(li,), guest_password="482913", host_password="771177")
    text = read(chen).replace("\r\n ", "")
    assert f"URL:http://127.0.0.1:8000/meetings/{meeting.pk}/\r\n" in text
    secrets = {"482913", "771177", *meeting.invitees.values_list("join_token", flat=True), "/j/", "ATTENDEE"}
    assert {secret for secret in secrets if secret in text} == set()
    assert "SUMMARY:" + meeting.subject in text
    assert "NAME:" in text


def test_it_is_in_its_persons_language(chen: User, make_meeting: MakeMeeting) -> None:
    make_meeting(start_at=NOW + HOUR)
    chen.language = "zh-hans"
    chen.save()
    assert "组织者：陈静" in read(chen).replace("\r\n ", "")


def test_version_is_another_one_once_anything_has_changed(chen: User, li: User, meetings: list[Meeting]) -> None:
    read(chen)
    seen = [version(chen)]
    assert version(chen) == seen[0]
    change(meetings[0])
    seen.append(version(chen))
    meetings[4].invitees.filter(person=li).delete()
    Meeting.objects.filter(pk=meetings[3].pk).update(state="cancelled")
    seen.append(version(chen))
    chen.language = "en" if chen.language != "en" else "zh-hans"
    chen.save()
    seen.append(version(chen))
    assert len(set(seen)) == len(seen)


def test_who_is_invited_no_more_finds_it_no_more(chen: User, li: User, meetings: list[Meeting]) -> None:
    assert meetings[0].ical_uid in read(li)
    meetings[0].invitees.filter(person=li).update(removed_at=NOW)
    refresh_agenda(meeting=meetings[0])
    assert meetings[0].ical_uid not in read(li)
    assert meetings[3].ical_uid not in read(li)


def test_an_address_that_was_replaced_or_switched_off_leads_nowhere(chen: User) -> None:
    first = calendar_feeds.switch_on(person=chen, now=NOW).token
    assert calendar_feeds.switch_on(person=chen, now=NOW).token == first
    second = calendar_feeds.replace(person=chen, now=NOW).token
    assert [calendar_feeds.find(token=token, now=NOW) is None for token in (first, second)] == [True, False]
    calendar_feeds.switch_off(person=chen)
    assert calendar_feeds.find(token=second, now=NOW) is None


def test_who_may_sign_in_no_more_has_no_address(chen: User) -> None:
    token = calendar_feeds.switch_on(person=chen, now=NOW).token
    User.objects.filter(pk=chen.pk).update(is_active=False)
    assert calendar_feeds.find(token=token, now=NOW) is None
