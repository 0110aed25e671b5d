"""The parts of a mail about a meeting."""

from dataclasses import replace

from notifications.mails.mail import When
from tests.notifications.mails.test_plain import _MAIL


def test_when_is_its_day_and_clock() -> None:
    assert str(When("Tue 19 May, ", "15:00–15:45")) == "Tue 19 May, 15:00–15:45"


def test_date_is_the_day_without_what_leads_to_the_clock() -> None:
    assert [When("Tue 19 May, ", "15:00").date, When("5月19日 周二 ", "15:00").date] == ["Tue 19 May", "5月19日 周二"]


def test_below_are_the_lines_of_the_time_that_holds_or_of_what_is_off() -> None:
    old = When("Mon 18 May, ", "15:00–15:45", below=("Berlin time (UTC+2)",))
    both = replace(_MAIL, old_when=old)
    assert [both.below, replace(both, when=None).below, replace(both, when=None, old_when=None).below] == [
        ("Shanghai (UTC+8)",),
        ("Berlin time (UTC+2)",),
        (),
    ]
