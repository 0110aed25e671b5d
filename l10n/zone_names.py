"""What the places of time zones are called: the names of the Unicode CLDR, which Babel carries."""

from functools import cache
from typing import TYPE_CHECKING

from l10n import zone_links

if TYPE_CHECKING:
    from babel import Locale


@cache
def city(zone: str, language: str) -> str:
    """Return the city of a zone in ``language``; that of its IANA name where CLDR has no other."""
    return _cities(language).get(zone) or zone.rpartition("/")[2].replace("_", " ")


@cache
def country(zone: str, language: str) -> str:
    """Return the country of a zone in ``language``; "" for a zone of none."""
    code = zone_links.countries().get(zone, "")
    return str(_locale(language).territories.get(code, ""))


@cache
def _cities(language: str) -> dict[str, str]:
    """Return the cities by the present names of their zones: CLDR keeps the names that were current when it began."""
    from babel.core import get_global

    present = get_global("zone_aliases")
    found = _locale(language).time_zones
    return {present.get(zone, zone): str(words["city"]) for zone, words in found.items() if "city" in words}


def _locale(language: str) -> "Locale":
    # Not at the top: a tenth of a second, which a process that asks for no rare zone is spared.
    from babel import Locale

    return Locale.parse(language, sep="-")
