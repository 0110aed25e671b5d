"""Names of time zones that are links: what each zone is called today, of all the names that it has had.

Programs that go by the name alone know a zone of each country (zone.tab) and few others.
"""

from functools import cache
from importlib.resources import files

_DATABASE = files("tzdata") / "zoneinfo"
_UTC = {"Etc/UTC", "Etc/GMT"}


@cache
def canonical(name: str) -> str:
    """Return the name of the country's zone that ``name`` is a link to: Europe/Kyiv for Europe/Kiev, UTC for GMT.

    A name that is none, or that leads to no country's zone, is returned as it is.
    """
    found = name
    while found not in countries() and found in _links():
        found = _links()[found]
    if found in _UTC:
        return "UTC"
    return found if found in countries() else name


@cache
def countries() -> dict[str, str]:
    """Return the country's code of each zone that belongs to a country."""
    lines = (
        line.split("\t") for line in (_DATABASE / "zone.tab").read_text().splitlines() if not line.startswith("#")
    )
    return {name: code for code, _place, name, *_comment in lines}


@cache
def _links() -> dict[str, str]:
    """Return what each link stands for; tzdata.zi has a line "L <zone> <link>" of each."""
    lines = (_DATABASE / "tzdata.zi").read_text().splitlines()
    return {link: zone for _, zone, link in (line.split() for line in lines if line.startswith("L "))}
