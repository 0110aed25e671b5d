"""The organisation's own colour: the six tokens of its family in both themes, and whether people can read them.

Contrast is that of WCAG 2, from 1 to 21. All others are made of the one colour; only those that a reader has to tell
from what lies below them have a least contrast.
"""

import re
from dataclasses import dataclass
from itertools import count

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_WHITE, _BLACK = "#ffffff", "#000000"
# Those grounds of the look on which the colour is read (assets/css/01-tokens.css).
_LIGHT_PAGE, _DARK_SURFACE = "#f5f6f8", "#171c25"
TEXT, GRAPHIC = 4.5, 3.0
_STEP = 0.04


@dataclass(frozen=True, slots=True)
class BrandColours:
    """The tokens ``--mp-cobalt…`` by the end of their name, each with its light and its dark value."""

    tokens: dict[str, tuple[str, str]]

    def stylesheet(self) -> str:
        """Return the rule that puts them in the place of the built-in ones."""
        lines = (
            f"  --mp-cobalt{name}: var(--mp-light, {light}) var(--mp-dark, {dark});"
            for name, (light, dark) in self.tokens.items()
        )
        return "\n".join([":root, [data-bs-theme] {", *lines, "}", ""])


def contrast(one: str, other: str) -> float:
    """Return how far two colours are apart."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def problem(colour: str) -> str:
    """Return why a colour can't be used, "" where it can."""
    if not _HEX.fullmatch(colour):
        return f"“{colour}” is no colour: six hexadecimal digits are needed, as in #1e4fb0."
    for words, ground in (("White on it", _WHITE), ("It on the page", _LIGHT_PAGE)):
        if (found := contrast(colour, ground)) < TEXT:
            return f"{words} has a contrast of {found:.1f}, and {TEXT} is the least that people can read."
    return ""


def brand_colours(colour: str) -> BrandColours | None:
    """Return the family of ``colour``; None for none, and for one that has a ``problem``."""
    if not colour or problem(colour):
        return None
    fill = _lightened(colour, _DARK_SURFACE, GRAPHIC)
    return BrandColours(
        {
            "": (colour, _lightened(colour, _DARK_SURFACE, 8.0)),
            "-fill": (colour, fill),
            "-hover": (_mixed(colour, _BLACK, 0.2), _mixed(fill, _BLACK, 0.12)),
            "-tint": (_mixed(colour, _WHITE, 0.9), _mixed(_DARK_SURFACE, fill, 0.22)),
            "-line": (_mixed(colour, _WHITE, 0.74), _mixed(_DARK_SURFACE, fill, 0.55)),
        }
    )


def _lightened(colour: str, ground: str, least: float) -> str:
    """Return ``colour`` with as much white as it takes to be told from a dark ground."""
    return next(mixed for step in count() if contrast(mixed := _mixed(colour, _WHITE, step * _STEP), ground) >= least)


def _mixed(colour: str, other: str, part: float) -> str:
    """Return ``colour`` with ``part`` of another, from 0 to 1."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * min(part, 1.0)):02x}" for one, two in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
