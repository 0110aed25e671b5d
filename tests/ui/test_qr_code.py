"""The QR code of a join link."""

import re

import segno

from ui.qr_code import build_qr_code

LINK = "https://meetings.example/j/abcdef/"


def test_build_qr_code_draws_each_dark_module_once() -> None:
    found = build_qr_code(LINK)
    matrix = [list(row) for row in segno.make(LINK, error="m").matrix]
    drawn = [[0] * found.side for _ in range(found.side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", found.path):
        for at in range(int(x), int(x) + int(width)):
            drawn[int(y)][at] += 1
    assert drawn == matrix
