"""What people type, as it can be seen and disturbs nothing around it: in one line, or in several."""

import re
import unicodedata

# Line ends and controls break headers and calendar files; marks of direction turn round what stands behind them.
_HARMFUL_IN_A_LINE = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
_HARMFUL = re.compile(rf"[\n{_HARMFUL_IN_A_LINE}]+")
_HARMFUL_BUT_LF = re.compile(f"[{_HARMFUL_IN_A_LINE}]+")

_ENDS_OF_LINES = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def one_line(text: str) -> str:
    """Return ``text`` without what is harmful, with single spaces; "" where nothing of it can be seen."""
    line = " ".join(_HARMFUL.sub(" ", text).split())
    return line if any(character != " " and not is_invisible(character) for character in line) else ""


def several_lines(text: str) -> str:
    """Return ``text`` with its lines as they are and without what is harmful; other ends of lines become LF."""
    return _HARMFUL_BUT_LF.sub("", _ENDS_OF_LINES.sub("\n", text).replace("\t", " "))


# Categories that have no ink: controls, formats, lone surrogates, private use, unassigned, separators.
_WITHOUT_INK = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}


# Letters, symbols and marks that have none either.
_BLANK_BY_DESIGN = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0", "\u034f", "\u17b4", "\u17b5"}


def invisible(text: str) -> list[str]:
    """Return the characters of ``text`` that can't be seen, in their order; an ordinary space between words can."""
    return [character for character in text if is_invisible(character)]


def is_invisible(character: str) -> bool:
    if character == " ":
        return False
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return unicodedata.category(character) in _WITHOUT_INK or character in _BLANK_BY_DESIGN or is_selector
