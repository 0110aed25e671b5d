"""One meeting on the open pages of a hundred people: how soon they show what happens, and what others lose by them."""

import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from benchmarks import load
from benchmarks.ground import Ground
from benchmarks.list_page import ROW
from benchmarks.load import Target
from benchmarks.measure import Measure

_MEETINGS, _VIEWERS, _PROCESSES = 1000, 100, 2
# The first row of the list is the meeting that runs.
_LISTED = 49
# A meeting of twenty people has an event in four seconds, by the measure of the watcher.
_SECONDS, _EVENT_SECONDS = 30, 4


def measures(ground: Ground) -> Iterator[Measure]:
    """Yield the 95th percentile from an event at the sandbox to a page, and the part of the list's rate that stays.

    Beside other work that is the part of two processors that the web processes, and their database, leave to others.
    """
    vendor = ground.sandbox()
    ground.migrate()
    cookie, meeting_id, link = ground.python("-m", "benchmarks.live_meeting", str(_MEETINGS)).split()
    ground.start("manage.py", "watch")
    del ground.env["SANDBOX_URL"]  # no page asks the service, and a portal in production refuses one on loopback
    ground.as_in_production()
    portal = ground.serve("portal.wsgi:application", "/healthz")
    headers = {"Cookie": f"sessionid={cookie}"}
    view = partial(
        ground.python, "-m", "benchmarks.live_viewing", portal, meeting_id, cookie, vendor, link,
        str(_VIEWERS), str(_SECONDS), str(_EVENT_SECONDS),
    )  # fmt: skip
    used = partial(ground.cpu_seconds, portal)
    began, before = time.monotonic(), used()
    late = json.loads(view())
    share = (used() - before) / (time.monotonic() - began) / _PROCESSES
    yield Measure("live_event_on_a_page_at_p95", late["p95"], 1, " s")
    yield Measure("live_pages_that_showed_all", 100 * late["shown"] / late["wanted"], 100, "%", is_floor=True)
    if load.MEASURE_ANYWAY in os.environ:
        kept = 1 - share
    else:
        kept = _part_that_stays(Target("list", f"{portal}/meetings/", ROW, _LISTED, headers, used), view)
    yield Measure("list_beside_100_live_pages", 100 * kept, 80, "%", is_floor=True)


def _part_that_stays(page: Target, view: Callable[[], str]) -> float:
    alone = load.rates([page], rounds=2)[page.name]
    with ThreadPoolExecutor(1) as beside:
        viewing = beside.submit(view)
        loaded = load.rates([page], rounds=2)[page.name]
        viewing.result()
    return loaded / alone
