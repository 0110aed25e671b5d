"""In which encoding a file was written: what says so itself is taken at its word, of all else there are readings.

A file of a few names is too short to be sure: where several readings make sense, who knows the names is asked.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from charset_normalizer import from_bytes
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What spreadsheets write beside UTF-8, and how it is called.
NAMES: dict[str, Promise | str] = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "gb18030": _("GB 18030 (Chinese, simplified)"),
    "big5": _("Big5 (Chinese, traditional)"),
    "cp932": _("Shift-JIS (Japanese)"),
    "cp949": _("EUC-KR (Korean)"),
    "cp1252": _("Windows-1252 (Western Europe)"),
    "cp1250": _("Windows-1250 (Central Europe)"),
    "cp1251": _("Windows-1251 (Cyrillic)"),
    "mac_roman": _("Mac Roman"),
}
_LEGACY = tuple(NAMES)[2:]
# What is rare, or known by nothing: to be chosen, never guessed.
_RARE: dict[str, Promise | str] = {
    "cp1253": _("Windows-1253 (Greek)"),
    "cp1254": _("Windows-1254 (Turkish)"),
    "cp1255": _("Windows-1255 (Hebrew)"),
    "cp1256": _("Windows-1256 (Arabic)"),
    "cp1257": _("Windows-1257 (Baltic)"),
    "cp1258": _("Windows-1258 (Vietnamese)"),
    "cp874": _("Windows-874 (Thai)"),
    "euc_jp": _("EUC-JP (Japanese)"),
    "koi8_r": _("KOI8-R (Cyrillic)"),
    "iso8859_2": _("ISO 8859-2 (Central Europe)"),
    "iso8859_15": _("ISO 8859-15 (Western Europe)"),
}
NAMES |= {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16"} | _RARE
# What a file says itself; nobody is asked.
CERTAIN = {"utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"}
# By how much of its text a reading must look odder than the best, in percent, to be none.
_MARGIN = 20.0
# What hardly anybody writes a name in any more, and what Chinese names look like in these encodings.
_UNLIKELY = {"cp932": re.compile("[\uff61-\uff9f]"), "cp949": re.compile("[\u4e00-\u9fff\uf900-\ufaff]")}
_WITHOUT_SENSE = {"Cc", "Co", "Cn", "Cs"}
_SAMPLE, _MOST_SAMPLES = 60, 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a file; ``sample`` is some of it that other encodings would make something else of."""

    encoding: str
    text: str
    sample: str = ""

    @property
    def name(self) -> str:
        return str(NAMES[self.encoding])


def find_readings(content: bytes) -> tuple[Reading, ...]:
    """Return how ``content`` can be read, likeliest first: one where that is certain, none of what is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return tuple(_readable(content, ("utf-16",)))
    if b"\0" in content:  # no text but UTF-16 has one, whose mark is missing then
        return tuple(_readable(content, ("utf-16-le", "utf-16-be")))[:1]
    if certain := tuple(_readable(content, ("utf-8-sig",))):
        return certain
    found = list(_readable(content, _LEGACY))
    oddness = _measure_oddness(content, found)
    least = min(oddness.values(), default=0)
    return tuple(one for one in _ranked(found, oddness) if oddness[one.encoding] < least + _MARGIN)


def list_readings(content: bytes) -> tuple[Reading, ...]:
    """Return all encodings to choose from for what doesn't say its own, the likeliest first."""
    found = list(_readable(content, (*_LEGACY, *_RARE)))
    usual = [one for one in found if one.encoding in _LEGACY]
    oddness = dict.fromkeys(_RARE, 100.0) | _measure_oddness(content, usual)
    return _ranked(found, oddness)


def read_as(content: bytes, encoding: str) -> Reading | None:
    """Return ``content`` in an encoding that it doesn't say itself; None where it isn't written in it."""
    return next((reading for reading in list_readings(content) if reading.encoding == encoding), None)


def _readable(content: bytes, encodings: tuple[str, ...]) -> Iterator[Reading]:
    """Yield those in which it has a sense; of several that are the same text the first."""
    seen = set()
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text not in seen and all(_has_sense(character) for character in set(text)):
            seen.add(text)
            yield Reading(encoding, text)


def _has_sense(character: str) -> bool:
    return character in "\t\r\n\x1a" or unicodedata.category(character) not in _WITHOUT_SENSE


def _ranked(readings: list[Reading], oddness: dict[str, float]) -> tuple[Reading, ...]:
    return _with_samples(sorted(readings, key=lambda reading: (_is_unlikely(reading), oddness[reading.encoding])))


def _is_unlikely(reading: Reading) -> bool:
    pattern = _UNLIKELY.get(reading.encoding)
    return pattern is not None and pattern.search(reading.text) is not None


def _measure_oddness(content: bytes, readings: list[Reading]) -> dict[str, float]:
    """Return how much of the text looks odd in each encoding, in percent."""
    encodings = [reading.encoding for reading in readings]
    oddness = dict.fromkeys(encodings, 100.0)
    matches = from_bytes(content, cp_isolation=encodings, threshold=1.0, language_threshold=0.0)
    for match in matches:
        for encoding in [match.encoding, *match.could_be_from_charset]:
            if encoding in oddness:
                oddness[encoding] = min(oddness[encoding], match.percent_chaos)
    return oddness


def _with_samples(readings: list[Reading]) -> tuple[Reading, ...]:
    """Return ``readings`` with some words of each in which they differ."""
    cells = [re.split(r"[,;\t\r\n]+", reading.text) for reading in readings]
    telling = [place for place, words in enumerate(zip(*cells, strict=False)) if len(set(words)) > 1][:_MOST_SAMPLES]
    return tuple(
        replace(reading, sample=" · ".join(words[place].strip(" \"'") for place in telling)[:_SAMPLE])
        for reading, words in zip(readings, cells, strict=True)
    )
