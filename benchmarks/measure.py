"""One figure and the limit that it is held to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """``value`` in ``unit``; it must not be over ``limit``, or not under it where ``is_floor``."""

    name: str
    value: float
    limit: float
    unit: str
    is_floor: bool = False

    @property
    def holds(self) -> bool:
        return self.value >= self.limit if self.is_floor else self.value <= self.limit

    def line(self) -> str:
        """What ``make bench`` prints."""
        sign = ">=" if self.is_floor else "<="
        verdict = "pass" if self.holds else "FALLS-SHORT"
        return f"BENCH {self.name} {self.value:.4g}{self.unit} {sign}{self.limit:g}{self.unit} {verdict}"
