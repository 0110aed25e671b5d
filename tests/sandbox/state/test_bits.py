"""Sets of places as one number."""

import random

import pytest

from sandbox.state import bits


@pytest.mark.parametrize("size", [0, 1, 8, 4095, 4096, 4097, 20_000])
def test_page_is_that_of_the_sorted_places(size: int) -> None:
    """Pages begin and end on the edges of a chunk and beyond the end."""
    chance = random.Random(size)
    places = sorted(chance.sample(range(size), size // 2))
    found = bits.of_places(places, size)
    assert found.bit_count() == len(places)
    for offset in (0, 1, len(places) // 2, len(places), len(places) + 5):
        for limit in (0, 1, 100, size + 1):
            assert bits.page(found, offset, limit) == places[offset : offset + limit]


def test_of_span() -> None:
    assert [bits.page(bits.of_span(*span), 0, 10) for span in ((2, 5), (3, 3), (5, 2), (0, 1))] == [
        [2, 3, 4],
        [],
        [],
        [0],
    ]
