"""The vendor's numbers for time zones (docs/vendor/conventions.md 18), found by IANA name.

They matter for the vendor's own notices and the calendar days of a series; the times of a meeting are UTC.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_HALF_A_YEAR = timedelta(days=182)

# Each number with the zones of the cities that the vendor names. The first is one whose clock has the offset that
# the vendor gives the number: some cities have moved since the vendor made its list, and are found by name still.
_ZONES: dict[int, str] = {
    1: "Etc/GMT+12",
    2: "Pacific/Midway Pacific/Pago_Pago",
    3: "Pacific/Honolulu",
    4: "America/Anchorage",
    5: "America/Los_Angeles America/Tijuana",
    6: "America/Phoenix",
    7: "America/Denver",
    8: "America/Guatemala",
    9: "America/Chicago",
    10: "America/Mexico_City",
    11: "America/Regina",
    12: "America/Bogota America/Lima America/Guayaquil",
    13: "America/New_York",
    14: "America/Indiana/Indianapolis America/Indianapolis",
    15: "America/Halifax",
    16: "America/Caracas America/La_Paz",
    17: "America/Santiago",
    18: "America/St_Johns",
    19: "America/Sao_Paulo",
    20: "America/Argentina/Buenos_Aires America/Buenos_Aires America/Guyana",
    21: "America/Miquelon America/Nuuk America/Godthab",
    22: "Atlantic/South_Georgia",
    23: "Atlantic/Azores",
    24: "Atlantic/Cape_Verde",
    25: "Africa/Monrovia Africa/Casablanca",
    26: "Europe/London Europe/Dublin Europe/Lisbon",
    27: "Europe/Berlin Europe/Amsterdam Europe/Zurich Europe/Rome Europe/Stockholm Europe/Vienna",
    28: "Europe/Belgrade Europe/Bratislava Europe/Budapest Europe/Ljubljana Europe/Prague",
    29: "Europe/Paris Europe/Brussels Europe/Copenhagen Europe/Madrid",
    30: "Europe/Warsaw Europe/Sarajevo Europe/Skopje Europe/Sofia Europe/Zagreb",
    31: "Africa/Lagos",
    32: "Europe/Athens Europe/Istanbul Europe/Vilnius",
    33: "Europe/Bucharest",
    34: "Africa/Cairo",
    35: "Africa/Harare Africa/Johannesburg",
    36: "Europe/Helsinki Europe/Riga Europe/Tallinn",
    37: "Asia/Jerusalem Asia/Tel_Aviv",
    38: "Asia/Baghdad Europe/Minsk",
    39: "Asia/Riyadh Asia/Kuwait",
    40: "Europe/Moscow Europe/Volgograd",
    41: "Africa/Nairobi",
    42: "Asia/Tehran",
    43: "Asia/Dubai Asia/Muscat",
    44: "Asia/Baku Asia/Tbilisi Asia/Yerevan",
    45: "Asia/Kabul",
    46: "Asia/Yekaterinburg",
    47: "Asia/Karachi Asia/Tashkent",
    48: "Asia/Kolkata Asia/Calcutta",
    49: "Asia/Kathmandu Asia/Katmandu",
    50: "Asia/Omsk Asia/Almaty Asia/Novosibirsk",
    51: "Asia/Dhaka",
    52: "Asia/Thimphu Asia/Colombo",
    53: "Asia/Yangon Asia/Rangoon",
    54: "Asia/Bangkok Asia/Ho_Chi_Minh Asia/Saigon Asia/Jakarta",
    55: "Asia/Krasnoyarsk",
    56: "Asia/Shanghai Asia/Chongqing Asia/Hong_Kong Asia/Urumqi Asia/Taipei",
    57: "Asia/Irkutsk Asia/Ulaanbaatar Asia/Ulan_Bator",
    58: "Asia/Singapore Asia/Kuala_Lumpur",
    59: "Australia/Perth",
    60: "Asia/Tokyo",
    61: "Asia/Seoul",
    62: "Asia/Yakutsk",
    63: "Australia/Adelaide",
    64: "Australia/Darwin",
    65: "Australia/Brisbane",
    66: "Australia/Sydney Australia/Melbourne Australia/Canberra",
    67: "Pacific/Guam Pacific/Port_Moresby",
    68: "Australia/Hobart",
    69: "Asia/Vladivostok",
    70: "Asia/Magadan Pacific/Guadalcanal Pacific/Noumea",
    71: "Pacific/Auckland",
    72: "Pacific/Fiji",
    73: "Pacific/Tongatapu",
}
_BY_NAME = {name: number for number, names in _ZONES.items() for name in names.split()}


def time_zone_id(iana: str, at: datetime) -> str:
    """Return the vendor's number for a zone at an aware time.

    A zone that the vendor doesn't know gets a number with the same offset at that time, of several one that still
    agrees half a year later; where there is none, the nearest. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    if iana in _BY_NAME:
        return str(_BY_NAME[iana])
    zone = ZoneInfo(iana)
    return str(min(_ZONES, key=lambda number: (*_measure_difference(zone, _get_zone(number), at), number)))


def find_zone(time_zone_id: str) -> ZoneInfo | None:
    """Return a zone that the vendor's number stands for, None where it has none of that number."""
    number = int(time_zone_id) if time_zone_id.isascii() and time_zone_id.isdigit() else 0
    return _get_zone(number) if number in _ZONES else None


def _get_zone(number: int) -> ZoneInfo:
    return ZoneInfo(_ZONES[number].split()[0])


def _measure_difference(one: ZoneInfo, other: ZoneInfo, at: datetime) -> tuple[timedelta, timedelta]:
    """Return how far the clocks are apart now and half a year later."""
    now, later = at.astimezone(UTC), at.astimezone(UTC) + _HALF_A_YEAR
    return abs(_get_offset(one, now) - _get_offset(other, now)), abs(
        _get_offset(one, later) - _get_offset(other, later)
    )


def _get_offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
