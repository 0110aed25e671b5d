"""The last refusals are kept for the page."""

from sandbox.state.refusals import Refusals


def test_the_newest_twenty_come_newest_first() -> None:
    refusals = Refusals()
    for number in range(25):
        refusals.add(method="GET", path=f"/{number}", caller="chen", code="MMC.111070005")
    assert [one.path for one in refusals.newest_first()] == [f"/{number}" for number in range(24, 4, -1)]
    refusals.forget()
    assert refusals.newest_first() == []
