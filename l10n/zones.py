"""Time zones as people know them: by a city, with the offset of the day that is meant."""

from datetime import datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy

from l10n import zone_links, zone_names

# What a list of zones offers first, west to east; any other IANA name is accepted too.
COMMON: dict[str, str | Promise] = {
    "America/Los_Angeles": pgettext_lazy("city", "Los Angeles"),
    "America/Denver": pgettext_lazy("city", "Denver"),
    "America/Mexico_City": pgettext_lazy("city", "Mexico City"),
    "America/Chicago": pgettext_lazy("city", "Chicago"),
    "America/New_York": pgettext_lazy("city", "New York"),
    "America/Toronto": pgettext_lazy("city", "Toronto"),
    "America/Sao_Paulo": pgettext_lazy("city", "São Paulo"),
    "UTC": pgettext_lazy("city", "UTC"),
    "Europe/London": pgettext_lazy("city", "London"),
    "Europe/Lisbon": pgettext_lazy("city", "Lisbon"),
    "Europe/Berlin": pgettext_lazy("city", "Berlin"),
    "Europe/Paris": pgettext_lazy("city", "Paris"),
    "Europe/Madrid": pgettext_lazy("city", "Madrid"),
    "Europe/Rome": pgettext_lazy("city", "Rome"),
    "Europe/Warsaw": pgettext_lazy("city", "Warsaw"),
    "Africa/Johannesburg": pgettext_lazy("city", "Johannesburg"),
    "Africa/Cairo": pgettext_lazy("city", "Cairo"),
    "Europe/Istanbul": pgettext_lazy("city", "Istanbul"),
    "Europe/Moscow": pgettext_lazy("city", "Moscow"),
    "Asia/Riyadh": pgettext_lazy("city", "Riyadh"),
    "Asia/Dubai": pgettext_lazy("city", "Dubai"),
    "Asia/Karachi": pgettext_lazy("city", "Karachi"),
    "Asia/Kolkata": pgettext_lazy("city", "Kolkata"),
    "Asia/Dhaka": pgettext_lazy("city", "Dhaka"),
    "Asia/Bangkok": pgettext_lazy("city", "Bangkok"),
    "Asia/Ho_Chi_Minh": pgettext_lazy("city", "Ho Chi Minh City"),
    "Asia/Jakarta": pgettext_lazy("city", "Jakarta"),
    "Asia/Shanghai": pgettext_lazy("city", "Shanghai"),
    "Asia/Urumqi": pgettext_lazy("city", "Ürümqi"),
    "Asia/Hong_Kong": pgettext_lazy("city", "Hong Kong"),
    "Asia/Taipei": pgettext_lazy("city", "Taipei"),
    "Asia/Singapore": pgettext_lazy("city", "Singapore"),
    "Asia/Kuala_Lumpur": pgettext_lazy("city", "Kuala Lumpur"),
    "Asia/Manila": pgettext_lazy("city", "Manila"),
    "Australia/Perth": pgettext_lazy("city", "Perth"),
    "Asia/Tokyo": pgettext_lazy("city", "Tokyo"),
    "Asia/Seoul": pgettext_lazy("city", "Seoul"),
    "Australia/Sydney": pgettext_lazy("city", "Sydney"),
    "Australia/Melbourne": pgettext_lazy("city", "Melbourne"),
    "Pacific/Auckland": pgettext_lazy("city", "Auckland"),
}


def is_zone(name: str) -> bool:
    """Return whether ``name`` is an IANA zone of some place; "localtime" is what the server happens to have."""
    return name in names()


@cache
def names() -> frozenset[str]:
    """Return all names of zones, the old ones too; their folder is read once, since that takes as long as a query."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


@cache
def zone(name: str) -> ZoneInfo:
    """Return the zone of that name; Python itself keeps eight at a time and reads the files of all others anew.

    Raises what ZoneInfo raises for a name that is none.
    """
    return ZoneInfo(name)


def city(name: str) -> str:
    """Return the city of a zone in the language in use."""
    present = zone_links.canonical(name)
    return str(COMMON.get(present) or zone_names.city(present, get_language() or "en"))


def offset(name: str, at: datetime) -> str:
    """Return "UTC+8" or "UTC+5:30", as it is at that moment."""
    shift = at.astimezone(zone(name)).utcoffset()
    minutes = int(shift.total_seconds()) // 60 if shift else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def changes_between(name: str, start: datetime, end: datetime) -> bool:
    """Tell whether the clock has another offset at ``end`` than at ``start``."""
    there = zone(name)
    return start.astimezone(there).utcoffset() != end.astimezone(there).utcoffset()


def label(name: str, at: datetime) -> str:
    """Return "Shanghai (UTC+8)"."""
    return _label(name, offset(name, at), get_language() or "en")


@lru_cache(4096)
def _label(name: str, offset: str, language: str) -> str:
    """Return the same as before for a form that lists them all again, in the ``language`` in use."""
    return gettext("%(city)s (%(offset)s)") % {"city": city(name), "offset": offset}


def choices(mine: str, at: datetime) -> list[tuple[str, str]]:
    """Return what a select offers: the person's own zone, then the common ones."""
    own = zone_links.canonical(mine)
    return [(name, label(name, at)) for name in (own, *(name for name in COMMON if name != own))]
