"""Numbers as scenes: a year of a busy organisation, and what one host sees of it."""

from datetime import timedelta
from typing import TYPE_CHECKING

from directory.models import VendorList
from insights.days import day_of
from insights.models import SeriesAttendance
from tests.factories.day_totals import sum_day

if TYPE_CHECKING:
    from tests.journeys.scenes import Stage

_FINDINGS = (("nobody", 5, 0, 5), ("host_alone", 4, 4, 0), ("fewer", 5, 15, 40))


def make_numbers(stage: "Stage") -> None:
    """Make sums of the last weeks, with everything that the page can show."""
    tenant, today = stage.tenant, day_of(stage.now, stage.chen.zone)
    VendorList.objects.create(
        tenant=tenant,
        kind=VendorList.Kind.RESOURCES,
        entries=[{"seats": 100, "rooms": 8}],
        read_at=stage.now,
        tried_at=stage.now,
    )
    hosts = [stage.chen, stage.li, stage.zhao, stage.person("wang.fang", "王芳 Wang Fang")]
    hosts += [stage.person(f"host{number}", f"Markus Alexander Weber-Hohenstein {number}") for number in range(3)]
    for number in range(60):
        day = today - timedelta(days=number)
        if day.weekday() > 4:
            continue
        seats = 40 + 13 * number % 60
        hours = [[hour, (hour * 7 + number) % 9, seats - hour, 9, hour % 5] for hour in range(8, 19)]
        sum_day(
            tenant, day, sessions=1200 + number, seconds=3_000_000, attendees=4800, invited=6100, no_shows=1100,
            unread=3, booked_seconds=3_600_000, used_seconds=2_900_000, peak_seats=seats,
            peak_seats_at=stage.now - timedelta(days=number), peak_rooms=number % 9, hours=hours,
        )  # fmt: skip
        for rank, host in enumerate(hosts):
            sum_day(
                tenant, day, host, sessions=7 - rank, attendees=30, invited=40, no_shows=9, attended_sessions=8,
                attended_seconds=9000, booked_seconds=7200, used_seconds=9000,
            )  # fmt: skip
    for number, (finding, in_a_row, came, came_before) in enumerate(_FINDINGS):
        SeriesAttendance.objects.create(
            tenant=tenant, meeting=stage.meeting(title=number), is_due=False, finding=finding, in_a_row=in_a_row,
            invited=11 * number + 8, dates=5, came=came, dates_before=5, came_before=came_before, last_at=stage.now,
        )  # fmt: skip
