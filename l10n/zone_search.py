"""Finding a time zone by what people call it: a city or a country in either language, a name of IANA's, or an offset.

Each language is searched whichever is spoken, since people type the one that their keyboard is set to.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from itertools import chain

from l10n import zone_links, zone_names, zones

_LANGUAGES = ("en", "zh-hans")
_LONGEST = 64
_MOST = 8
# A hyphen before a figure is a minus: Etc/GMT-5
_BETWEEN_WORDS = re.compile(r"[^\w+-]|_|-(?!\d)")

# Cities that people look for, and that IANA has under the name of another one.
_ALSO: dict[str, str] = {
    "Africa/Johannesburg": "Cape Town, 开普敦, Pretoria, 比勒陀利亚",
    "America/Los_Angeles": "San Francisco, 旧金山, Seattle, 西雅图, San Diego, 圣迭戈, Las Vegas, 拉斯维加斯",
    "America/New_York": "Washington, 华盛顿, Boston, 波士顿, Atlanta, 亚特兰大, Miami, 迈阿密",
    "America/Chicago": "Dallas, 达拉斯, Houston, 休斯敦",
    "America/Sao_Paulo": "Rio de Janeiro, 里约热内卢, Brasília, 巴西利亚",
    "America/Toronto": "Ottawa, 渥太华, Montreal, 蒙特利尔",
    "Asia/Dubai": "Abu Dhabi, 阿布扎比",
    "Asia/Ho_Chi_Minh": "Hanoi, 河内",
    "Asia/Karachi": "Islamabad, 伊斯兰堡",
    "Asia/Kolkata": "New Delhi, 新德里, Mumbai, 孟买, Bangalore, Bengaluru, 班加罗尔",
    "Asia/Riyadh": "Jeddah, 吉达",
    "Asia/Shanghai": "Beijing, 北京, Guangzhou, 广州, Shenzhen, 深圳, Chongqing, 重庆, Chengdu, 成都, Wuhan, 武汉,"
    " Nanjing, 南京, Hangzhou, 杭州, Xi'an, 西安, Harbin, 哈尔滨, Dongguan, 东莞",
    "Asia/Tokyo": "Osaka, 大阪",
    "Australia/Sydney": "Canberra, 堪培拉",
    "Europe/Berlin": "Munich, München, 慕尼黑, Frankfurt, 法兰克福, Hamburg, 汉堡, Düsseldorf, 杜塞尔多夫",
    "Europe/Istanbul": "Ankara, 安卡拉",
    "Europe/London": "Edinburgh, 爱丁堡, Manchester, 曼彻斯特",
    "Europe/Madrid": "Barcelona, 巴塞罗那",
    "Europe/Moscow": "Saint Petersburg, St. Petersburg, 圣彼得堡",
    "Europe/Rome": "Milan, 米兰",
    "Europe/Zurich": "Geneva, 日内瓦, Bern, 伯尔尼",
}

# What people call the time of a place, as typed, and the zones that it may mean, the likeliest first.
_ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "est": ("America/New_York", "America/Panama"),
    "edt": ("America/New_York",),
    "cst": ("America/Chicago", "Asia/Shanghai"),
    "cdt": ("America/Chicago",),
    "mst": ("America/Denver", "America/Phoenix"),
    "mdt": ("America/Denver",),
    "pst": ("America/Los_Angeles",),
    "pdt": ("America/Los_Angeles",),
}
_OFFSET = re.compile(r"(?:utc|gmt)? ?(?P<sign>[+-])(?P<hours>\d{1,2})(?: ?(?P<minutes>[0-5]\d))?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text means: one ``zone``; or none, and the ones that it may mean or that are written alike."""

    zone: str | None
    near: tuple[str, ...] = ()
    is_ambiguous: bool = False


def read(text: str, *, at: datetime) -> Reading:
    """Return which zone is meant by a text, in full and in any case: a city, a country, a name of IANA's.

    Or an offset, as it is ``at`` a moment.
    """
    wanted = _plain(text[:_LONGEST])
    found = _by_offset(wanted, at)
    return _read(wanted) if found is None else _reading_of(found)


def find(text: str, *, at: datetime) -> tuple[str, ...]:
    """Return the zones that a text may be the beginning of, the best first; if none, those that are written alike.

    Of an offset, those that have it ``at`` a moment.
    """
    wanted = _plain(text[:_LONGEST])
    found = _by_offset(wanted, at)
    return _find(wanted) if found is None else tuple(found[:_MOST])


def _by_offset(wanted: str, at: datetime) -> list[str] | None:
    """Return the zones of "utc+5 45"; None for a text that is no offset, or a name of IANA's such as GMT+0."""
    offset = _OFFSET.fullmatch(wanted)
    if offset is None or wanted in _by_name():
        return None
    shift = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
    shift = -shift if offset["sign"] == "-" else shift
    return _in_order(zone for zone in _places() if at.astimezone(zones.zone(zone)).utcoffset() == shift)


def _reading_of(meant: Sequence[str]) -> Reading:
    return Reading(meant[0]) if len(meant) == 1 else Reading(None, tuple(meant[:_MOST]), is_ambiguous=bool(meant))


@lru_cache(maxsize=1024)
def _read(wanted: str) -> Reading:
    if meant := _ABBREVIATIONS.get(wanted):
        return _reading_of(meant)
    if zone := _by_name().get(wanted):
        return Reading(zone)
    found = [zone for zone, place in _places().items() if wanted in place.cities] or [
        zone for zone, place in _places().items() if wanted in place.countries
    ]
    return _reading_of(_in_order(found)) if found else Reading(None, _find(wanted))


@lru_cache(maxsize=1024)
def _find(wanted: str) -> tuple[str, ...]:
    if not wanted:
        return ()
    ranks = {zone: rank for zone, place in _places().items() if (rank := place.rank(wanted)) is not None}
    found = sorted(_in_order(ranks), key=lambda zone: ranks[zone])
    if wanted in _by_name():  # one that is no place's, such as Etc/GMT+5
        found.insert(0, _by_name()[wanted])
    found = [*_ABBREVIATIONS.get(wanted, ()), *found]
    if not found:
        words = difflib.get_close_matches(wanted, _words(), n=_MOST, cutoff=0.7)
        found = [zone for word in words for zone in _words()[word]]
    return tuple(dict.fromkeys(found))[:_MOST]


@dataclass(frozen=True, slots=True)
class _Place:
    """A zone with all that it is called, each written plainly."""

    cities: frozenset[str]
    names: frozenset[str]
    countries: frozenset[str]

    def rank(self, wanted: str) -> int | None:
        """Return how well a text fits, 0 the best; None where it doesn't."""
        own = self.cities | self.names
        fits = (
            wanted in own,
            any(word.startswith(wanted) for word in self.cities),
            wanted in self.countries,
            any(f" {wanted}" in f" {word}" for word in own),
            any(word.startswith(wanted) for word in self.countries),
            any(wanted in word for word in own | self.countries),
        )
        return fits.index(True) if True in fits else None


@cache
def _places() -> dict[str, _Place]:
    names = {zone: {zone} for zone in ("UTC", *zone_links.countries())}
    for name in zones.names():
        if (present := zone_links.canonical(name)) in names:
            names[present].add(name)
    return {zone: _place(zone, names[zone]) for zone in names}


def _place(zone: str, names: set[str]) -> _Place:
    cities = {zone_names.city(zone, language) for language in _LANGUAGES}
    cities |= {name.rpartition("/")[2] for name in names}
    cities |= set(_ALSO.get(zone, "").split(", "))
    countries = {zone_names.country(zone, language) for language in _LANGUAGES}
    return _Place(*(frozenset(_plain(word) for word in words if word) for words in (cities, names, countries)))


@cache
def _words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for zone, place in _places().items():
        for word in chain(place.cities, place.countries):
            found.setdefault(word, []).append(zone)
    return found


@cache
def _by_name() -> dict[str, str]:
    """Return the present name of each zone by all its names, as they are typed."""
    return {_plain(name): zone_links.canonical(name) for name in sorted(zones.names())}


def _in_order(found: Iterable[str]) -> list[str]:
    """Return the zones that most people mean first."""
    return sorted(found, key=lambda zone: (zone not in zones.COMMON, zone))


def _plain(text: str) -> str:
    """Return a text without what people leave out or write otherwise: accents, case, marks between words."""
    letters = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    letters = re.sub("['’]", "", letters.casefold()).replace("−", "-")
    return " ".join(_BETWEEN_WORDS.sub(" ", letters).split())
