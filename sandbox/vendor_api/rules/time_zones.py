"""Map the vendor's numbers for time zones (docs/vendor/conventions.md 18), each to a city whose clock goes by it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_NAMES = (
    "Etc/GMT+12 Pacific/Midway Pacific/Honolulu America/Anchorage America/Los_Angeles America/Phoenix "
    "America/Denver America/Guatemala America/Chicago America/Mexico_City America/Regina America/Bogota "
    "America/New_York America/Indiana/Indianapolis America/Halifax America/Caracas America/Santiago "
    "America/St_Johns America/Sao_Paulo America/Argentina/Buenos_Aires America/Nuuk Atlantic/South_Georgia "
    "Atlantic/Azores Atlantic/Cape_Verde Africa/Monrovia Europe/London Europe/Berlin Europe/Belgrade "
    "Europe/Paris Europe/Warsaw Africa/Lagos Europe/Athens Europe/Bucharest Africa/Cairo Africa/Johannesburg "
    "Europe/Helsinki Asia/Jerusalem Asia/Baghdad Asia/Riyadh Europe/Moscow Africa/Nairobi Asia/Tehran "
    "Asia/Dubai Asia/Baku Asia/Kabul Asia/Yekaterinburg Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Omsk "
    "Asia/Dhaka Asia/Colombo Asia/Yangon Asia/Bangkok Asia/Krasnoyarsk Asia/Shanghai Asia/Irkutsk "
    "Asia/Singapore Australia/Perth Asia/Tokyo Asia/Seoul Asia/Yakutsk Australia/Adelaide Australia/Darwin "
    "Australia/Brisbane Australia/Sydney Pacific/Guam Australia/Hobart Asia/Vladivostok Pacific/Guadalcanal "
    "Pacific/Auckland Pacific/Fiji Pacific/Tongatapu Asia/Tokyo Africa/Casablanca Asia/Baku Asia/Kamchatka"
)
_CITIES = _NAMES.split()


def zone(time_zone_id: str) -> ZoneInfo:
    """Return the zone of a number from 1 to 77, written as a text."""
    return ZoneInfo(_CITIES[int(time_zone_id) - 1])


def local_date(at: int, time_zone_id: str) -> date:
    """Return the date there at a time in seconds since 1970."""
    return datetime.fromtimestamp(at, zone(time_zone_id)).date()


class SameUtcTime:
    """Each occurrence begins at the same time in UTC, whatever the clocks of the zone do meanwhile."""

    def __init__(self, at: int, time_zone_id: str) -> None:
        first = datetime.fromtimestamp(at, UTC)
        self._time = first.time()
        self._days = first.date() - local_date(at, time_zone_id)

    def start_on(self, day: date) -> int:
        return int(datetime.combine(day + self._days, self._time, UTC).timestamp())


class SameLocalTime:
    """Each occurrence begins when the clocks of the zone show the same."""

    def __init__(self, at: int, time_zone_id: str) -> None:
        self._zone = zone(time_zone_id)
        self._time: time = datetime.fromtimestamp(at, self._zone).time()

    def start_on(self, day: date) -> int:
        return int(datetime.combine(day, self._time, self._zone).timestamp())
