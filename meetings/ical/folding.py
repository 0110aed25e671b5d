"""Long lines of a calendar file, folded (RFC 5545, 3.1)."""

_LIMIT = 75


def folded(line: str) -> str:
    """Return ``line`` in parts of fewer than 75 octets, each but the first after CRLF and a blank.

    No character and no escape of two is divided: each line is what icalendar makes of it, which looks at every
    character for that and took an eighth of a booking.
    """
    octets = line.encode()
    if len(octets) < _LIMIT:
        return line
    parts, start = [], 0
    while len(octets) - start >= _LIMIT:
        end = _end_of_part(octets, start)
        parts.append(octets[start:end])
        start = end
    parts.append(octets[start:])
    return b"\r\n ".join(parts).decode()


def _end_of_part(octets: bytes, start: int) -> int:
    end = start + _LIMIT - 1
    while octets[end] & 0xC0 == 0x80:  # within a character of UTF-8
        end -= 1
    return end - 1 if octets[end - 1] in b"\\^" else end
