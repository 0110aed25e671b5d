"""Pictures of several panes (docs/vendor/control.md 10.9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hwmeeting.wire.reading import Fields, read_integer, read_objects, read_text, read_texts
from hwmeeting.wire.writing import drop_empty

_VARIANTS = {
    "Single": 1, "Two": 1, "Three": 4, "Four": 3, "Five": 2, "Six": 5, "Seven": 4, "Eight": 4, "Nine": 1, "Ten": 6,
    "Thirteen": 5, "Sixteen": 1, "Seventeen": 1, "Twenty-Five": 1,
}  # fmt: skip
# How many panes there can be, and how: the first variant of a number has none of its own.
IMAGE_TYPES = tuple(
    f"{name}-{number}" if number > 1 else name for name, most in _VARIANTS.items() for number in range(1, most + 1)
)
_COUNTS = {
    "Single": 1, "Two": 2, "Three": 3, "Four": 4, "Five": 5, "Six": 6, "Seven": 7, "Eight": 8, "Nine": 9, "Ten": 10,
    "Thirteen": 13, "Sixteen": 16, "Seventeen": 17, "Twenty-Five": 25,
}  # fmt: skip


def count_panes(image_type: str) -> int:
    """Return how many panes one of IMAGE_TYPES has."""
    return _COUNTS[image_type] if image_type in _COUNTS else _COUNTS[image_type.rpartition("-")[0]]


@dataclass(frozen=True, slots=True)
class Pane:
    """One part of a picture; ``index`` counts from 1.

    ``sites`` are phone numbers of participants who are seen there in turn, or the presentation is.
    """

    index: int
    sites: tuple[str, ...] = ()
    is_presentation: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """What everybody sees.

    ``image_type`` is one of IMAGE_TYPES, ``switch_seconds`` (10 to 120) how long one of several in a pane is seen.
    """

    image_type: str
    panes: tuple[Pane, ...]
    switch_seconds: int = 10

    def to_vendor(self) -> dict[str, Any]:
        """Return it as a request has it."""
        return {
            "manualSet": 1,
            "imageType": self.image_type,
            "switchTime": self.switch_seconds,
            "subscriberInPics": [
                {"index": one.index, "subscriber": list(one.sites), "isAssistStream": int(one.is_presentation)}
                for one in self.panes
            ],
        }


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture that is kept until the meeting ends; ``uuid`` is the vendor's where it is left empty."""

    name: str
    picture: Picture
    uuid: str = ""

    @classmethod
    def from_vendor(cls, source: Fields) -> "Layout":
        """Read it from an answer."""
        panes = tuple(_read_panes(read_objects(source, "subscriberInPics")))
        seconds = read_integer(source, "switchTime")
        picture = Picture(read_text(source, "imageType"), panes, 10 if seconds is None else seconds)
        return cls(read_text(source, "layOutName"), picture, read_text(source, "uuid"))

    def to_vendor(self) -> dict[str, Any]:
        """Return it as a request has it."""
        return drop_empty(
            {
                "layOutName": self.name,
                "uuid": self.uuid,
                "imageType": self.picture.image_type,
                "picNum": len(self.picture.panes),
                "switchTime": self.picture.switch_seconds,
                "subscriberInPics": [
                    {"index": one.index, "id": list(one.sites), "share": int(one.is_presentation)}
                    for one in self.picture.panes
                ],
            }
        )


def _read_panes(rows: Iterable[Fields]) -> Iterable[Pane]:
    for row in rows:
        yield Pane(read_integer(row, "index") or 1, read_texts(row, "id"), read_integer(row, "share") == 1)
