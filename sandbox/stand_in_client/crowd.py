"""Plan what a crowd of people does in a meeting: the same for the same seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

# Of those that leave before the end, some come back.
_COME_BACK = 0.1
_ACTS_EACH = 4
JOINS, LEAVES = "joins", "leaves"
# What each does on the way; a pair is done and undone.
_PAIRS = (
    ("raises_hand", "lowers_hand"),
    ("unmutes", "mutes"),
    ("speaks", "falls_silent"),
    ("turns_camera_off", "turns_camera_on"),
    ("has_poor_network", "has_good_network"),
)
_SOME = (("shares", "stops_sharing"),)


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """What number ``who`` does so many seconds from the beginning."""

    at: float
    who: int
    does: str


def plan(people: int, seconds: float, *, seed: int) -> list[Step]:
    """Return all that ``people`` do in ``seconds``, in order: they come in the first fifth, go in the last."""
    chance = random.Random(seed)
    return sorted(step for who in range(people) for step in _plan_one(who, seconds, chance))


def _plan_one(who: int, seconds: float, chance: random.Random) -> Iterator[Step]:
    comes, goes = chance.uniform(0, seconds / 5), chance.uniform(seconds * 4 / 5, seconds)
    if who == 0:
        comes, goes = 0, seconds  # the host is there first and goes last
    yield Step(comes, who, JOINS)
    yield Step(goes, who, LEAVES)
    if who and chance.random() < _COME_BACK:
        away = chance.uniform(comes, goes)
        yield Step(away, who, "drops_out" if chance.random() < 0.5 else LEAVES)
        yield Step(away + (goes - away) / 10, who, JOINS)
    for _ in range(_ACTS_EACH // 2):
        does, undoes = chance.choice(_SOME if who % 20 == 1 else _PAIRS)
        at = chance.uniform(comes, goes)
        yield Step(at, who, does)
        yield Step(at + (goes - at) / 8, who, undoes)
