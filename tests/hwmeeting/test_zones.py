"""Every row of docs/vendor/conventions.md 18, and zones that the vendor doesn't know."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from hwmeeting.zones import find_zone, time_zone_id

_WINTER, _SUMMER = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)
# The number and its offset in hours as the contract has them, then the cities that it names.
_ROWS = [
    (1, -12, "Etc/GMT+12"),
    (2, -11, "Pacific/Midway Pacific/Pago_Pago"),
    (3, -10, "Pacific/Honolulu"),
    (4, -9, "America/Anchorage"),
    (5, -8, "America/Los_Angeles America/Tijuana"),
    (6, -7, "America/Phoenix"),
    (7, -7, "America/Denver"),
    (8, -6, "America/Guatemala"),
    (9, -6, "America/Chicago"),
    (10, -6, "America/Mexico_City"),
    (11, -6, "America/Regina"),
    (12, -5, "America/Bogota America/Lima America/Guayaquil"),
    (13, -5, "America/New_York"),
    (14, -5, "America/Indiana/Indianapolis"),
    (15, -4, "America/Halifax"),
    (16, -4, "America/Caracas America/La_Paz"),
    (17, -4, "America/Santiago"),
    (18, -3.5, "America/St_Johns"),
    (19, -3, "America/Sao_Paulo"),
    (20, -3, "America/Argentina/Buenos_Aires America/Guyana"),
    (21, -3, "America/Miquelon America/Nuuk"),
    (22, -2, "Atlantic/South_Georgia"),
    (23, -1, "Atlantic/Azores"),
    (24, -1, "Atlantic/Cape_Verde"),
    (25, 0, "Africa/Monrovia Africa/Casablanca"),
    (26, 0, "Europe/London Europe/Dublin Europe/Lisbon"),
    (27, 1, "Europe/Berlin Europe/Amsterdam Europe/Zurich Europe/Rome Europe/Stockholm Europe/Vienna"),
    (28, 1, "Europe/Belgrade Europe/Bratislava Europe/Budapest Europe/Ljubljana Europe/Prague"),
    (29, 1, "Europe/Paris Europe/Brussels Europe/Copenhagen Europe/Madrid"),
    (30, 1, "Europe/Warsaw Europe/Sarajevo Europe/Skopje Europe/Sofia Europe/Zagreb"),
    (31, 1, "Africa/Lagos"),
    (32, 2, "Europe/Athens Europe/Istanbul Europe/Vilnius"),
    (33, 2, "Europe/Bucharest"),
    (34, 2, "Africa/Cairo"),
    (35, 2, "Africa/Harare Africa/Johannesburg"),
    (36, 2, "Europe/Helsinki Europe/Riga Europe/Tallinn"),
    (37, 2, "Asia/Jerusalem"),
    (38, 3, "Asia/Baghdad Europe/Minsk"),
    (39, 3, "Asia/Riyadh Asia/Kuwait"),
    (40, 3, "Europe/Moscow Europe/Volgograd"),
    (41, 3, "Africa/Nairobi"),
    (42, 3.5, "Asia/Tehran"),
    (43, 4, "Asia/Dubai Asia/Muscat"),
    (44, 4, "Asia/Baku Asia/Tbilisi Asia/Yerevan"),
    (45, 4.5, "Asia/Kabul"),
    (46, 5, "Asia/Yekaterinburg"),
    (47, 5, "Asia/Karachi Asia/Tashkent"),
    (48, 5.5, "Asia/Kolkata Asia/Calcutta"),
    (49, 5.75, "Asia/Kathmandu"),
    (50, 6, "Asia/Omsk Asia/Almaty Asia/Novosibirsk"),
    (51, 6, "Asia/Dhaka"),
    (52, 6, "Asia/Thimphu Asia/Colombo"),
    (53, 6.5, "Asia/Yangon"),
    (54, 7, "Asia/Bangkok Asia/Ho_Chi_Minh Asia/Jakarta"),
    (55, 7, "Asia/Krasnoyarsk"),
    (56, 8, "Asia/Shanghai Asia/Chongqing Asia/Hong_Kong Asia/Urumqi Asia/Taipei"),
    (57, 8, "Asia/Irkutsk Asia/Ulaanbaatar"),
    (58, 8, "Asia/Singapore Asia/Kuala_Lumpur"),
    (59, 8, "Australia/Perth"),
    (60, 9, "Asia/Tokyo"),
    (61, 9, "Asia/Seoul"),
    (62, 9, "Asia/Yakutsk"),
    (63, 9.5, "Australia/Adelaide"),
    (64, 9.5, "Australia/Darwin"),
    (65, 10, "Australia/Brisbane"),
    (66, 10, "Australia/Sydney Australia/Melbourne Australia/Canberra"),
    (67, 10, "Pacific/Guam Pacific/Port_Moresby"),
    (68, 10, "Australia/Hobart"),
    (69, 10, "Asia/Vladivostok"),
    (70, 11, "Asia/Magadan Pacific/Guadalcanal Pacific/Noumea"),
    (71, 12, "Pacific/Auckland"),
    (72, 12, "Pacific/Fiji"),
    (73, 13, "Pacific/Tongatapu"),
]


@pytest.mark.parametrize(("number", "hours", "zones"), _ROWS, ids=lambda value: str(value).split(maxsplit=1)[0])
def test_time_zone_id_of_each_row(number: int, hours: float, zones: str) -> None:
    assert {time_zone_id(zone, at) for zone in zones.split() for at in (_WINTER, _SUMMER)} == {str(number)}


def _offset(iana: str, at: datetime) -> float:
    shift = at.astimezone(ZoneInfo(iana)).utcoffset()
    assert shift is not None
    return shift.total_seconds() / 3600


@pytest.mark.parametrize(("number", "hours", "zones"), _ROWS, ids=lambda value: str(value).split(maxsplit=1)[0])
def test_first_zone_of_each_row_keeps_the_rows_time(number: int, hours: float, zones: str) -> None:
    first = zones.split()[0]
    assert min(_offset(first, _WINTER), _offset(first, _SUMMER)) == hours


@pytest.mark.parametrize(
    ("iana", "at", "expected"),
    [
        ("Asia/Manila", _WINTER, "56"),
        ("America/Toronto", _WINTER, "13"),
        ("America/Toronto", _SUMMER, "13"),
        ("Asia/Kamchatka", _WINTER, "72"),  # not Auckland, which is an hour ahead then
        ("UTC", _WINTER, "25"),  # not London, which has a summer time
        ("Africa/Algiers", _WINTER, "31"),
        ("Pacific/Apia", _WINTER, "73"),
        ("Pacific/Chatham", _SUMMER, "73"),  # +12:45: nobody has that, and +13 is nearest
    ],
)
def test_time_zone_id_of_a_zone_that_the_vendor_does_not_know(iana: str, at: datetime, expected: str) -> None:
    assert time_zone_id(iana, at) == expected


def test_time_zone_id_refuses_what_is_no_zone() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        time_zone_id("Mars/Olympus", _WINTER)


@pytest.mark.parametrize(
    ("number", "zone"), [("13", ZoneInfo("America/New_York")), ("0", None), ("999", None), ("", None), ("x", None)]
)
def test_find_zone(number: str, zone: ZoneInfo | None) -> None:
    found = find_zone(number)
    assert (found and found.key) == (zone and zone.key)
