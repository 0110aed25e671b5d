"""The parts of a mail about a meeting."""

from notifications.mails.mail import When


def test_when_is_its_day_and_clock() -> None:
    assert str(When("Tue 19 May, ", "15:00–15:45")) == "Tue 19 May, 15:00–15:45"


def test_date_is_the_day_without_what_leads_to_the_clock() -> None:
    assert [When("Tue 19 May, ", "15:00").date, When("5月19日 周二 ", "15:00").date] == ["Tue 19 May", "5月19日 周二"]
