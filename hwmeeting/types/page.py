"""One page of a list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[_Row]):
    """The rows of one page; ``received`` counts also those that can't be read, ``count`` what there is in all.

    ``count`` is None where the answer has none.
    """

    rows: tuple[_Row, ...]
    received: int
    count: int | None
