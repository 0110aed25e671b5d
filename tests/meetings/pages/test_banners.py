"""What stands in the way of booking: no link to the meeting service, or a service that is silent."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from accounts.models import Identity, User
from meetings.models import VendorWrite
from meetings.pages.banners import Banners, Link, away_since, build_banners
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeMeeting

pytestmark = pytest.mark.usefixtures("on_thursday")


def banners_of(person: User) -> Banners:
    with translation.override("en"):
        return build_banners(person, NOW)


def test_where_all_is_well_nothing_is_said_for_one_query(chen: User, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert banners_of(chen) == Banners(needs_link=None, away_clock="")


def test_who_was_never_linked_is_told_who_can_do_it(li: User, stranger: User, zhao: User) -> None:
    User.objects.filter(pk=stranger.pk).update(role=User.Role.TENANT_ADMIN)
    assert banners_of(li).needs_link == Link(("Zhao Lei",))
    User.objects.filter(pk=zhao.pk).update(is_active=False)
    assert banners_of(li).needs_link == Link()


def test_who_belongs_to_no_organisation_is_told_nobody(operator: User) -> None:
    assert banners_of(operator) == Banners(needs_link=Link(), away_clock="")


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("failing", "The meeting service does not accept your account at present. Zhao Lei can see why."),
        ("disabled", "Your link to the meeting service is switched off. Zhao Lei can switch it on."),
    ],
)
def test_what_has_become_of_a_link(chen: User, zhao: User, state: str, sentence: str) -> None:
    Identity.objects.filter(person=chen).update(state=state)
    assert banners_of(chen).needs_link == Link(refusal=sentence)


@pytest.mark.parametrize("state", ["planned", "unconfirmed"])
def test_the_service_is_away_since_a_write_was_tried_in_vain(
    chen: User, li: User, stranger: User, make_meeting: MakeMeeting, state: str
) -> None:
    waiting = make_meeting(state="requested", write=state)
    assert away_since(chen, NOW) is None, "it wasn't tried yet"
    waiting.writes.update(attempts=1)
    begun_at = NOW - timedelta(minutes=30)
    assert (away_since(chen, NOW), away_since(li, NOW), away_since(stranger, NOW)) == (begun_at, begun_at, None)
    assert banners_of(chen).away_clock == "09:18"


def test_what_has_waited_for_a_day_says_nothing(chen: User, make_meeting: MakeMeeting) -> None:
    make_meeting(state="requested", write="planned").writes.update(attempts=1, created_at=NOW - timedelta(days=1))
    assert away_since(chen, NOW) is None


@pytest.mark.parametrize(
    ("answer", "is_away"),
    [
        ({"write": "done"}, False),
        ({"write": "refused", "error_code": "MMC.111071013"}, False),
        ({"write": "refused", "error_code": "NOT_REACHED"}, True),
        ({"write": "refused", "error_code": "NOT_LINKED"}, True),
    ],
)
def test_any_answer_since_ends_it_and_our_giving_up_is_none(
    chen: User, make_meeting: MakeMeeting, answer: dict[str, str], is_away: bool
) -> None:
    make_meeting(state="requested", write="planned").writes.update(attempts=1)
    assert away_since(chen, NOW) is not None
    answered = make_meeting(**answer)
    VendorWrite.objects.filter(meeting=answered).update(finished_at=NOW - timedelta(minutes=40))
    assert away_since(chen, NOW) is not None, "that was before"
    VendorWrite.objects.filter(meeting=answered).update(finished_at=NOW)
    assert (away_since(chen, NOW) is not None) == is_away
