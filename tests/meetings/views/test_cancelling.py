"""The form for cancelling names what is cancelled."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeSeries
from tests.factories.page_words import text_of, value_shown

pytestmark = pytest.mark.usefixtures("on_thursday")


DAY = timedelta(days=1)


def test_cancelling_names_scope_and_date(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY, days=(0, 1, 2))
    third = series.occurrences.all()[2]
    response = pages.get(f"/meetings/{series.pk}/cancel/?occurrence={third.pk}")
    offer = value_shown(response).offer
    assert (offer.occurrence_id, offer.day, offer.ahead) == (third.pk, "Sun 17 May", 3)
    assert "Cancel Sun 17 May only Cancel all 3 that are ahead Keep all" in text_of(response)
    assert value_shown(pages.get(f"/meetings/{series.pk}/cancel/?occurrence=x")).offer.day == "Fri 15 May"


def test_an_address_of_an_earlier_version_names_the_same_occurrence(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY)
    third = series.occurrences.all()[2]
    offer = value_shown(pages.get(f"/meetings/{series.pk}/cancel/?date={third.pk}")).offer
    assert offer.occurrence_id == third.pk


def test_a_refused_form_is_still_about_its_occurrence(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY)
    third = series.occurrences.all()[2]
    sent = {"occurrence": str(third.pk), "all": "1", "reference": str(uuid.uuid4()), "note": "x" * 5000}
    response = pages.post(f"/meetings/{series.pk}/cancel/", sent)
    assert (response.status_code, value_shown(response).offer.occurrence_id) == (422, third.pk)


def test_two_scopes_at_once_cancel_the_smaller(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY)
    cancelled = {"all": "1", "only": "0", "reference": str(uuid.uuid4())}
    response = pages.post(f"/meetings/{series.pk}/cancel/", cancelled)
    assert value_shown(response).refusal == "This date is not part of the series any more."
    assert not series.writes.filter(kind="cancel").exists()


def test_cancelling_offers_what_follows_by_number(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY, days=(0, 1, 2, 3))
    second = series.occurrences.all()[1]
    shown = text_of(pages.get(f"/meetings/{series.pk}/cancel/?occurrence={second.pk}"))
    assert "Cancel Sat 16 May only Cancel Sat 16 May and 2 following Cancel all 4 that are ahead Keep all" in shown
    assert "following" not in text_of(pages.get(f"/meetings/{series.pk}/cancel/")), "from the first on it is all"
