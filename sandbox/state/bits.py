"""Sets of places as the bits of one number: of a million places, joining and counting are a few operations."""

from collections.abc import Iterable

_CHUNK = 512


def of_places(places: Iterable[int], size: int) -> int:
    """Return the set of these places, each below ``size``."""
    found = bytearray(size // 8 + 1)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def of_span(first: int, end: int) -> int:
    """Return the set of all places from ``first`` to before ``end``."""
    return (1 << end) - (1 << first) if end > first else 0


def page(bits: int, offset: int, limit: int) -> list[int]:
    """Return the places in the set, in order, from the one of number ``offset`` on."""
    content = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    found: list[int] = []
    for start in range(0, len(content), _CHUNK):
        chunk = int.from_bytes(content[start : start + _CHUNK], "little")
        amount = chunk.bit_count()
        if offset >= amount:
            offset -= amount
            continue
        found += _places(chunk, start * 8)[offset : offset + limit - len(found)]
        offset = 0
        if len(found) >= limit:
            break
    return found


def _places(chunk: int, first: int) -> list[int]:
    found = []
    while chunk:
        lowest = chunk & -chunk
        found.append(first + lowest.bit_length() - 1)
        chunk ^= lowest
    return found
