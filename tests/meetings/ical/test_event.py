"""The calendar files, byte for byte: every calendar program reads them a little differently.

Left as they are by a change of words in the mails (the description here is short and fixed).
"""

from pathlib import Path

import pytest
from icalendar import Calendar

from meetings.ical.event import calendar_file
from meetings.models import Invitee
from tests.factories.invitees import NOW, invite, make_meeting, make_organiser, make_tenant

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
TITLES = {
    "plain": "Roadmap",
    "chinese": "与慕尼黑讨论第三季度路线图：B 线传感器、认证和 2027 年预算，以及下一步安排",
    "awkward": 'A, B; C: "D" \\ E\nBEGIN:VEVENT',
}


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH"])
@pytest.mark.parametrize("title", TITLES)
def test_calendar_file(title: str, method: str) -> None:
    meeting = make_meeting(make_organiser(make_tenant()), subject=TITLES[title], ical_sequence=2)
    invitee = invite(meeting, "anna@tuv.example", name='Anna "A." Schmidt, 安娜; x')
    text = calendar_file(
        meeting=meeting,
        invitee=invitee,
        method=method,
        description=f"{TITLES[title]}\n\nJoin the meeting:\nhttps://meet.qingshan.example/j/7Hq2mXv9KfRcT4nZpW8sYa/\n",
        link="" if method == "CANCEL" else "https://meet.qingshan.example/j/7Hq2mXv9KfRcT4nZpW8sYa/",
        now=NOW,
    )
    golden = GOLDEN / f"{title}-{method.lower()}.ics"
    assert text.encode() == golden.read_bytes()
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["SUMMARY"] == TITLES[title]
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_the_organisers_cancellation_names_no_attendee() -> None:
    meeting = make_meeting(make_organiser(make_tenant()))
    own = meeting.invitees.get(role=Invitee.Role.ORGANISER)
    text = calendar_file(meeting=meeting, invitee=own, method="CANCEL", description="", link="", now=NOW)
    assert "ATTENDEE" not in text
    assert "ORGANIZER" in text


def test_no_name_is_escaped_in_a_way_that_programs_show() -> None:
    """The ^ of RFC 6868 is shown by node-ical, vobject and others as it stands."""
    organiser = make_organiser(make_tenant())
    organiser.name = 'Jo ^_^ "Jo" Weber'
    meeting = make_meeting(organiser)
    invitee = invite(meeting, "anna@tuv.example", name='Anna ^ "A." Schmidt')
    text = calendar_file(meeting=meeting, invitee=invitee, method="REQUEST", description="", link="", now=NOW)
    assert "^" not in text
    (event,) = Calendar.from_ical(text).events
    assert event["ATTENDEE"].params["CN"] == "Anna ˆ 'A.' Schmidt"
    assert event["ORGANIZER"].params["CN"] == "Jo ˆ_ˆ 'Jo' Weber"
