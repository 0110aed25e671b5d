"""The disc that stands for somebody: initials on one of five grounds. It never tells a role."""

import re
import zlib

_HAN = re.compile(r"[\u3400-\u9fff]")


def initials(name: str) -> str:
    """Return the family name's character of a Chinese name; first letters of the first and last word of others."""
    if han := _HAN.search(name):
        return str(han[0])
    words: list[str] = re.findall(r"\w+", name.partition("@")[0])
    if not words:
        return "?"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def disc(key: object) -> int:
    """Return 1 to 5, always the same for the same ``key`` (a person's id, or an outsider's address)."""
    return zlib.crc32(str(key).encode()) % 5 + 1
