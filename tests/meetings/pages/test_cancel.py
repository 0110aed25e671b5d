"""What may be cancelled, as a value."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import translation

from accounts.models import User
from meetings.forms.cancelling import CancelForm
from meetings.models import Meeting
from meetings.pages.cancel import CancelOffer, build_cancel_offer
from tests.factories.fixtures import MakeMeeting, MakeSeries

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
DAY = timedelta(days=1)


def offer_of(meeting: Meeting, person: User, **given: Any) -> CancelOffer:
    values: dict[str, Any] = {"occurrences": list(meeting.occurrences.all()) if meeting.is_series else []}
    with translation.override("en"):
        return build_cancel_offer(meeting, person, CancelForm.blank(), NOW, guest_count=2, **(values | given))


def test_a_single_meeting_is_cancelled_as_a_whole(chen: User, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=NOW + DAY)
    offer = offer_of(meeting, chen, reference="once")
    assert (offer.meeting_id, offer.subject, offer.guest_count) == (meeting.pk, "Roadmap", 2)
    assert (offer.occurrence_id, offer.ahead, offer.reference) == (None, 0, "once")
    assert (offer.day, offer.when) == ("Fri 15 May", "Fri 15 May, 09:48–10:33")


def test_of_a_series_the_next_occurrence_is_offered(chen: User, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW - DAY, days=(0, 2, 4, 6))
    over, off, coming, _last = series.occurrences.all()
    series.occurrences.filter(pk=off.pk).update(is_cancelled=True)
    offer = offer_of(series, chen)
    assert over.end_at < NOW
    assert (offer.occurrence_id, offer.ahead, offer.day) == (coming.pk, 2, "Sun 17 May")


def test_of_a_series_the_chosen_occurrence_is_offered(chen: User, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY)
    last = series.occurrences.all()[2]
    assert offer_of(series, chen, chosen=str(last.pk)).occurrence_id == last.pk
    assert offer_of(series, chen, chosen="0").occurrence_id == series.occurrences.all()[0].pk
