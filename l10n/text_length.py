"""How long a text is to systems that count in UTF-16, as the meeting service does."""


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 units: two for an emoji and for a rare Han character, one for all else."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut_to_utf16_length(text: str, most: int) -> str:
    """Return as much of ``text`` as ``most`` UTF-16 units hold, with no character cut in two."""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * most]
    return units.decode("utf-16-le", "ignore")
