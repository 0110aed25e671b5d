"""Which of a site's numbers a recipient is given."""

from l10n import format_datetime


def phone_number(numbers: list[str]) -> str:
    """Return one number for the active language: a site names the Chinese one first, the one with English last."""
    if not numbers:
        return ""
    return numbers[0] if format_datetime.is_chinese() else numbers[-1]


def dialled(number: str) -> str:
    """Return a number as a telephone link has it: "+862153290029"."""
    return "".join(number.split())
