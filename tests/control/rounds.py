"""What clock and worker do with actions of which nobody knows what came of them; numbers of people."""

from datetime import UTC, datetime, timedelta

import time_machine

from accounts.models import Identity, User
from control import tasks
from control.models import ControlAction
from tests.flows.actions import enqueued


def run_jobs(*, after: timedelta = timedelta()) -> None:
    """Let them do it, from so long after now on, until nothing is open."""
    at = datetime.now(UTC) + after
    for number in range(4):
        with time_machine.travel(at + number * timedelta(seconds=11)):
            tasks.sweep()
            for name, arguments in enqueued():
                if name == "control.look_up":
                    tasks.look_up(**arguments)
    assert not ControlAction.objects.open().exists()


def dialled(person: User) -> str:
    """Return the number of somebody who is known at the vendor, without what stands around it there."""
    return Identity.objects.get(person=person).vendor_sip_number.removeprefix("sip:").partition("@")[0]
