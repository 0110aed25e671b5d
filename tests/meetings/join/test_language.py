"""An outsider reads in the language of the first mail, or in one that they chose; no organiser changes either."""

import pytest
from django.test import Client

from accounts.models import User
from meetings.mails.recipients import recipient_for_invitee
from meetings.models import Invitee
from tests.factories.fixtures import MakeMeeting
from tests.factories.page_words import source_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(make_meeting: MakeMeeting, li: User) -> Invitee:
    """An outsider whom an English-speaking organiser has invited, who reads Chinese since."""
    meeting = make_meeting(guests=("anna@tuv.example", li))
    User.objects.filter(pk=meeting.organiser_id).update(language="zh-hans")
    return meeting.invitees.get(email="anna@tuv.example")


def read_by(invitee: Invitee) -> str:
    fresh = Invitee.objects.select_related("meeting__organiser", "person").get(pk=invitee.pk)
    return recipient_for_invitee(fresh, organiser=fresh.meeting.organiser).language


def test_an_outsider_stays_in_the_language_of_the_first_mail(client: Client, anna: Invitee) -> None:
    assert read_by(anna) == "en"
    assert '<html lang="en"' in source_of(client.get(f"/j/{anna.join_token}/"))


def test_an_outsider_chooses_another_language_for_good(client: Client, anna: Invitee) -> None:
    address = f"/j/{anna.join_token}/"
    answer = client.post(f"{address}language/", {"language": "zh-hans"})
    assert answer.headers["Location"] == f"{address}?lang=zh-hans"
    assert read_by(anna) == "zh-hans"
    assert '<html lang="zh-Hans"' in source_of(client.get(address))


def test_a_colleagues_link_changes_nothing_of_theirs(client: Client, anna: Invitee, li: User) -> None:
    row = anna.meeting.invitees.get(person=li)
    client.post(f"/j/{row.join_token}/language/", {"language": "zh-hans"})
    li.refresh_from_db()
    assert (read_by(row), li.language) == ("en", "en")


def test_an_odd_language_changes_nothing_and_a_get_neither(client: Client, anna: Invitee) -> None:
    address = f"/j/{anna.join_token}/"
    assert client.post(f"{address}language/", {"language": "xx"}).headers["Location"] == address
    assert client.get(f"{address}language/").status_code == 405
    client.get(f"{address}?lang=zh-hans")
    assert read_by(anna) == "en"
