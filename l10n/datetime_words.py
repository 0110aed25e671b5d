"""The words in which people type a day and a time, brought to one small grammar.

``plain`` turns Chinese and full-width writing into the English words that ``parse_datetime`` reads:
``下周五下午两点半`` becomes ``next friday afternoon 2:30``.
"""

import re
import unicodedata
from collections.abc import Callable

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t(?:ember)?|tember|ober|ember)?\.?"
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = r"(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b\.?"

_WEEK = r"(?:周|星期|礼拜)"
_DAY_NAMES = {
    "一": "monday",
    "二": "tuesday",
    "三": "wednesday",
    "四": "thursday",
    "五": "friday",
    "六": "saturday",
    "日": "sunday",
    "天": "sunday",
}
_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十]+(?=\s*(?:个|点|时|月|日|号|天|小时|分|刻|周后|周以后|周之后))")

# The traditional characters of these words, which colleagues in Hong Kong and Taipei type.
_SIMPLIFIED = str.maketrans("點號後週兩時個鐘禮間", "点号后周两时个钟礼间")

Replacement = str | Callable[[re.Match[str]], str]


def _weekday(match: re.Match[str]) -> str:
    return f" {'next ' if match[1] else ''}{_DAY_NAMES[match[2]]} "


def _numeral(match: re.Match[str]) -> str:
    tens, ten, ones = match[0].rpartition("十")
    if not ten:
        return "".join(str(_DIGITS[word]) for word in ones)
    return str(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0))


def _quarter(match: re.Match[str]) -> str:
    return f" {match[1]}:{int(match[2]) * 15:02} "


# In this order: the longer word first, and weekdays before numerals (周一九点 is Monday at nine).
_RULES: tuple[tuple[str, Replacement], ...] = (
    (r"\b([ap])\.\s?m\.?", r"\1m"),
    (r"大后天", " in 3 days "),
    (r"后[天日]", " in 2 days "),
    (r"明(?:天|日)?(?=早|晚)|明(?:天|日)", " tomorrow "),
    (r"今(?:天|日)?(?=早|晚)|今(?:天|日)", " today "),
    (rf"(下)个?{_WEEK}([一二三四五六日天])", _weekday),
    (rf"(?:本|这)?个?{_WEEK}()([一二三四五六日天])", _weekday),
    (r"\(()([一二三四五六日天])\)", _weekday),
    (r"傍晚|黄昏", " dusk "),
    (r"凌晨", " smallhours "),
    (r"清晨|早晨|早上|早", " morning "),
    (r"上午", " forenoon "),
    (r"中午|正午", " midday "),
    (r"下午|午后", " afternoon "),
    (r"深夜|半夜|午夜|夜里|夜间", " night "),
    (r"晚上|晚间|晚", " evening "),
    (r"\btonight\b", " today evening "),
    (r"\bthis (?=morning|afternoon|evening)", " today "),
    (rf"\bthis (?={WEEKDAY})", " "),
    (r"\bin (an?|one|two|three|four|five|six)\b", lambda match: f" in {_COUNTS[match[1]]}"),
    (r"\bin the (?=morning|afternoon|evening)", " "),
    (r"\bat (?=night\b)", " "),
    (r"(?<=\d) ?(?:noon|midday)\b", " midday "),
    (r"半个?小时(?=[以之]?后)", " 30 分钟"),
)
_UNITS: tuple[tuple[str, Replacement], ...] = (
    (r"(\d+)\s*天[以之]?后", r" in \1 days "),
    (r"(\d+)\s*个?(?:周|星期|礼拜)[以之]?后", r" in \1 weeks "),
    (r"(\d+)\s*个?小时[以之]?后", r" in \1 hours "),
    (r"(\d+)\s*分钟?[以之]?后", r" in \1 minutes "),
    (r"(\d{1,2})\s*[点时]\s*半", r" \1:30 "),
    (r"(\d{1,2})\s*[点时]\s*([13])\s*刻", _quarter),
    (r"(\d{1,2})\s*[点时]\s*(\d{1,2})\s*分?", lambda match: f" {match[1]}:{match[2]:>02} "),
    (r"(\d{1,2})\s*[点时]\s*[钟整]?", r" \1:00 "),
)
# What the form itself fills in, mostly: no rule is about figures alone.
_WORDLESS = re.compile(r"[\d\s:.,/-]*")


def plain(text: str) -> str:
    """Return the text in lower case, half-width, with Chinese words replaced and single spaces."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_SIMPLIFIED)
    if _WORDLESS.fullmatch(text):
        return " ".join(text.split())
    for pattern, replacement in _RULES:
        text = re.sub(pattern, replacement, text)
    text = _NUMERAL.sub(_numeral, text)
    for pattern, replacement in _UNITS:
        text = re.sub(pattern, replacement, text)
    return " ".join(text.split())
