"""What a booking in the browser takes beyond the bare call of the meeting service, in both builds."""

from collections.abc import Iterator
from functools import partial

from benchmarks import booking
from benchmarks.ground import Ground
from benchmarks.measure import Measure
from benchmarks.pairs import Act, medians

_TIMES = 60


def measures(ground: Ground, before: Ground) -> Iterator[Measure]:
    """Yield this build's share of what the one before takes."""
    vendor = ground.sandbox()
    acts = {"bare": Act(booking.bare_call(vendor, ground.app_key))}
    for name, build in (("now", ground), ("before", before)):
        portal = served_at_vendor(build, ground)
        acts[name] = Act(booking.in_browser(portal, cookie_of(build)), partial(build.cpu_seconds, portal))
    found = medians(acts, rounds=_TIMES)
    share = (found["now"] - found["bare"]) / (found["before"] - found["bare"])
    yield Measure("booking_beyond_the_vendor_call_over_before", share, 0.5, "x")


def served_at_vendor(build: Ground, owner: Ground) -> str:
    """Return the address of the build's portal, which speaks to the vendor of ``owner``; its tables are empty."""
    build.env |= {"SANDBOX_URL": owner.env["SANDBOX_URL"], "SANDBOX_APP_KEY": owner.app_key}
    build.migrate()
    return build.serve("portal.wsgi:application", "/healthz")


def cookie_of(build: Ground, meetings: int = 0) -> str:
    """Return the session of the person whom the build's own seeding makes, with so many meetings."""
    return build.python("-m", "benchmarks.seeding", str(meetings)).strip()
