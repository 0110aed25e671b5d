"""Every name of a zone, and the one that programs know which go by names alone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from l10n.zone_links import canonical


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Asia/Kashgar", "Asia/Urumqi"),
        ("Asia/Chongqing", "Asia/Shanghai"),
        ("PRC", "Asia/Shanghai"),
        ("US/Eastern", "America/New_York"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        # a link by now, and still the zone of its country
        ("Europe/Oslo", "Europe/Oslo"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("Zulu", "UTC"),
        ("GMT", "UTC"),
        ("Nowhere/1", "Nowhere/1"),
    ],
)
def test_canonical(name: str, expected: str) -> None:
    assert canonical(name) == expected


def test_every_name_has_the_clock_of_its_canonical_one() -> None:
    moments = [datetime(2018, 1, 1, tzinfo=UTC) + number * timedelta(days=9) for number in range(600)]
    names = sorted(available_timezones() - {"localtime", "Factory"})
    changed = {name: canonical(name) for name in names if canonical(name) != name}
    assert len(changed) > 100

    def clock(name: str) -> list[timedelta | None]:
        zone = ZoneInfo(name)
        return [at.astimezone(zone).utcoffset() for at in moments]

    assert [name for name, found in changed.items() if clock(name) != clock(found)] == []
