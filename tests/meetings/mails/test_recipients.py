"""In whose language and on whose clock a mail is written."""

from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from meetings.mails import recipients
from meetings.models import Invitee, Meeting

ORGANISER = User(language="en", time_zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("person", "then", "language", "zone"),
    [
        (User(language="zh-hans", time_zone="Asia/Tokyo"), ORGANISER, "zh-hans", "Asia/Tokyo"),
        (User(language="", time_zone=""), ORGANISER, "en", "Europe/Berlin"),
        (User(language="xx", time_zone="Nowhere/City"), ORGANISER, "en", "Europe/Berlin"),
        (User(language="", time_zone=""), None, "en", "Asia/Shanghai"),
    ],
)
def test_of_person(person: User, then: User | None, language: str, zone: str) -> None:
    recipient = recipients.recipient_for_person(person, then=then)
    assert (recipient.language, recipient.zone) == (language, ZoneInfo(zone))


@pytest.mark.django_db
def test_of_invitee_takes_the_organisers_choice_for_an_outsider(
    meeting: Meeting, markus: Invitee, li_wei: Invitee, anna: Invitee
) -> None:
    found = [recipients.recipient_for_invitee(one, organiser=meeting.organiser) for one in (markus, li_wei, anna)]
    assert [(recipient.language, recipient.zone.key) for recipient in found] == [
        ("en", "Europe/Berlin"),
        ("zh-hans", "Asia/Shanghai"),
        ("en", "Asia/Shanghai"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("learnt", "zone"), [("America/New_York", "America/New_York"), ("Nowhere/City", "Asia/Shanghai")]
)
def test_of_an_outsider_whose_zone_is_known(meeting: Meeting, anna: Invitee, learnt: str, zone: str) -> None:
    anna.time_zone = learnt
    recipient = recipients.recipient_for_invitee(anna, organiser=meeting.organiser)
    assert (recipient.language, recipient.zone.key) == ("en", zone)
