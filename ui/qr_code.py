"""The QR code of a link."""

from dataclasses import dataclass, field
from functools import lru_cache

import segno


@dataclass(frozen=True, slots=True)
class QRCode:
    """``side`` is its length in modules, ``path`` the outline of the dark ones, for an inline SVG."""

    side: int
    path: str = field(repr=False)


@lru_cache(maxsize=64)
def build_qr_code(link: str) -> QRCode:
    """Return the QR code that leads to ``link``."""
    rows = [bytes(row) for row in segno.make(link, error="m").matrix]
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = next((at for at in range(x, len(row)) if not row[at]), len(row)) if row[x] else x + 1
            if row[x]:
                runs.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = end
    return QRCode(len(rows), "".join(runs))
