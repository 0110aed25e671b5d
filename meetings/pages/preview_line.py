"""One line of what a form would book."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of what will be booked."""

    icon: str
    text: str
    is_warning: bool = False
