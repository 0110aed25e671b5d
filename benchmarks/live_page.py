"""The page of a running meeting with 500 people in it, over the list of 50 meetings."""

from collections.abc import Iterator
from functools import partial

from benchmarks import load
from benchmarks.ground import Ground
from benchmarks.list_page import ROW
from benchmarks.load import Target
from benchmarks.measure import Measure

_MEETINGS, _PEOPLE = 1000, 500
# The page shows the first of them, and counts all.
_SOMEBODY, _SHOWN = r"Person \d+", 50


def measures(ground: Ground) -> Iterator[Measure]:
    """Yield how much longer its page takes."""
    ground.as_in_production()
    ground.migrate()
    cookie, meeting_id = ground.python("-m", "benchmarks.live_rows", str(_MEETINGS), str(_PEOPLE)).split()
    portal = ground.serve("portal.wsgi:application", "/healthz")
    headers, used = {"Cookie": f"sessionid={cookie}"}, partial(ground.cpu_seconds, portal)
    rates = load.rates(
        [
            Target("list", f"{portal}/meetings/", ROW, 50, headers, used),
            Target("live", f"{portal}/meetings/{meeting_id}/live/", _SOMEBODY, _SHOWN, headers, used),
        ]
    )
    yield Measure("live_page_of_500_over_the_list_of_50", rates["list"] / rates["live"], 2.5, "x")
