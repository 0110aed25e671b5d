"""What a cell of a spreadsheet says: the text that whoever filled it in has seen there.

A User ID that was typed as 00123 is often the number 123 with a format that shows five digits.
"""

import re
from datetime import date, datetime, time, timedelta

from accounts.problems import Code

# From sixteen digits on, spreadsheets keep zeros for what was typed.
_EXACT = 10**15
_TOKENS = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|[_*].|(?P<digit>[0#?])|(?P<other>.)', re.S)
_SHOWN_AS_THEY_ARE = set("-+/() :'~!^&<>=$€£¥")


def read_text(value: object, number_format: str) -> str | tuple[Code, str]:
    """Return the text of a cell; where it is none, and no whole number either, what is wrong and how it shows."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date | datetime | time | timedelta):
        return Code.CELL_IS_DATE, str(value).removesuffix(" 00:00:00")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Code.CELL_IS_NO_TEXT, str(value).upper()
    if value != int(value) or abs(value) >= _EXACT:
        return Code.CELL_IS_NO_TEXT, f"{value:.15g}"
    shown = format_whole(int(value), number_format)
    return shown if shown is not None else (Code.CELL_IS_NO_TEXT, f"{value} ({number_format})")


def format_whole(number: int, number_format: str) -> str | None:
    """Return how a spreadsheet shows a whole number, without marks between thousands.

    None for a format that makes something else of it: a fraction, a percentage, a power of ten.
    """
    if number_format in {"General", "@", ""}:
        return str(number)
    parts: list[str] = []
    places: list[int] = []
    for token in _TOKENS.finditer(_section(number_format)):
        if token["digit"]:
            places.append(len(parts))
            parts.append(token["digit"])
        elif literal := token["quoted"] or token["escaped"]:
            parts.append(literal)
        elif token["other"] in _SHOWN_AS_THEY_ARE:
            parts.append(token["other"])
        elif token["other"] == "," and places:
            parts.append(",")
        elif token["other"]:
            return None
    if not places or parts[places[-1] + 1 : places[-1] + 2] == [","]:  # a comma behind the digits means thousands
        return None
    return ("-" if number < 0 else "") + _fill(parts, places, str(abs(number)))


def _fill(parts: list[str], places: list[int], digits: str) -> str:
    """Return ``parts`` with the digits in their places, from the right; the first place takes all that are left."""
    filled = [part if part != "," or place < places[0] else "" for place, part in enumerate(parts)]
    for place in reversed(places):
        is_first = place == places[0]
        digit, digits = (digits, "") if is_first else (digits[-1:], digits[:-1])
        filled[place] = digit or ("0" if parts[place] == "0" else "")
    return "".join(filled)


def _section(number_format: str) -> str:
    """Return the part of a format that is for positive numbers."""
    return re.match(r'(?:"[^"]*"|\\.|[^;])*', number_format, re.S)[0]  # type: ignore[index]  # it matches everything
