"""What a person asks for on a page and what the jobs do, as something that any process can do, and do again."""

import queue
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from celery import current_app

from accounts.models import User
from history.services import syncing as history
from meetings import tasks as meeting_tasks
from meetings.models import Meeting, VendorWrite
from meetings.models.vendor_write import LEASE
from meetings.requests import BookingRequest
from meetings.services import booking, cancelling, editing, occurrences
from notifications import tasks as mail_tasks
from notifications.models import Message
from tests.factories.vendor import Vendor

# Between two rounds of the jobs: every lease and every pause of a write is over by then.
BETWEEN_ROUNDS = LEASE + timedelta(seconds=10)
_ROUNDS = 12


@dataclass(frozen=True)
class Action:
    """One form of a page. ``call`` is the call at the vendor that it ends in; sent again it is still one."""

    call: str
    person_id: int
    reference: str
    request: BookingRequest
    # The meeting, one occurrence of it, and whereto that is moved; no matter for a booking.
    meeting_id: uuid.UUID
    occurrence_id: int
    start_at: datetime

    def __call__(self) -> None:
        person = User.objects.get(pk=self.person_id)
        form: dict[str, Any] = {"reference": self.reference, "now": datetime.now(UTC)}
        if self.call in {"create", "create_series"}:
            booking.book(organiser=person, request=self.request, **form)
            return
        meeting = Meeting.objects.select_related("organiser", "tenant__application").get(pk=self.meeting_id)
        form |= {"meeting": meeting, "by": person}
        if self.call in {"edit", "edit_series"}:
            editing.edit(request=self.request, **form)
        elif self.call in {"cancel", "cancel_series"}:
            cancelling.cancel(**form)
        elif self.call == "edit_occurrence":
            occurrence = meeting.occurrences.get(pk=self.occurrence_id)
            occurrences.edit(occurrence=occurrence, start_at=self.start_at, length_minutes=45, **form)
        else:
            occurrences.cancel(occurrence=meeting.occurrences.get(pk=self.occurrence_id), **form)


def round_of_jobs(now: datetime) -> None:
    """What clock and worker do once: the sweeps, and all that stands in the broker."""
    with time_machine.travel(now):
        meeting_tasks.sweep()
        mail_tasks.sweep()
        for task, arguments in enqueued():
            current_app.tasks[task](**arguments)


def sync(now: datetime) -> None:
    """What the clock has a worker do every two minutes."""
    with time_machine.travel(now):
        meeting_tasks.sync()


def read_history(tenant_id: int, now: datetime) -> None:
    """What a worker does of a tenant's history until nothing is left, or the service is away."""
    history.sync(tenant_id=tenant_id, now=now)


def jobs_until_all_is_clear(now: datetime, *, vendor: Vendor | None = None) -> None:
    """Round by round, while the time passes; at the vendor as well where ``vendor`` is given.

    What begins at once, or is known again by when it began, needs both clocks to be the same.
    """
    for number in range(_ROUNDS):
        round_of_jobs(now + number * BETWEEN_ROUNDS)
        if is_all_clear():
            return
        if vendor:
            vendor.forward(int(BETWEEN_ROUNDS.total_seconds()))
    raise AssertionError(f"still open: {list(VendorWrite.objects.filter(finished_at=None))}")


def is_all_clear() -> bool:
    """No write is open, no mail waits."""
    is_open = VendorWrite.objects.filter(finished_at=None).exists()
    return not is_open and not Message.objects.filter(state=Message.State.QUEUED).exists()


def forget_enqueued() -> None:
    """Those of other tests, whose rows are gone."""
    for _ in enqueued():
        pass


def enqueued() -> Iterator[tuple[str, dict[str, Any]]]:
    """Take what stands in the broker: each task with its arguments."""
    with current_app.connection_for_read() as connection:
        messages = connection.SimpleQueue(current_app.conf.task_default_queue)
        while True:
            try:
                message = messages.get_nowait()
            except queue.Empty:
                return
            message.ack()
            yield message.headers["task"], message.payload[1]
