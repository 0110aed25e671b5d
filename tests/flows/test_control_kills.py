"""kill -9 at every moment of ending, calling, locking: its row says what is true, and the vendor was asked once."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from control.errors import ControlRefused
from control.models import ControlAction
from control.requests import ActionRequest, CalleeRequest, NumberKind
from control.services import calling, controlling, ending
from meetings.models import Meeting
from meetings.models.vendor_write import LEASE
from meetings.services import booking
from tests.control.rounds import run_jobs
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor
from tests.flows import killable
from tests.flows.actions import forget_enqueued, sync
from tests.flows.killable import World

pytestmark = pytest.mark.django_db(transaction=True)
# As others see them: the row; it is still ours, and sent; what came of it; the meeting as it is now.
LIFE = (
    *(killable.COMMITS, killable.COMMITTED),
    *(killable.WRITTEN, killable.ASKS, killable.ANSWERED),
    killable.WRITTEN,
    *(killable.COMMITS, killable.COMMITTED),
    *(killable.ENQUEUES, killable.ENQUEUED),
)

# The row; who was invited before; it is still ours, and sent; what came of it.
CALLED = (
    *(killable.COMMITS, killable.COMMITTED),
    *(killable.WRITTEN, killable.WRITTEN),
    *(killable.ASKS, killable.ANSWERED),
    killable.WRITTEN,
)


@dataclass(frozen=True)
class Ending:
    """One click, which any process can make."""

    meeting_id: uuid.UUID
    person_id: int
    reference: str

    def __call__(self) -> None:
        meeting = Meeting.objects.select_related("organiser", "tenant__application").get(pk=self.meeting_id)
        person = User.objects.get(pk=self.person_id)
        ending.end(meeting=meeting, by=person, reference=self.reference, now=datetime.now(UTC))


@dataclass(frozen=True)
class Calling:
    """One click that calls a number, which any process can make."""

    meeting_id: uuid.UUID
    person_id: int
    number: str

    def __call__(self) -> None:
        meeting = Meeting.objects.select_related("organiser", "tenant__application").get(pk=self.meeting_id)
        person = User.objects.get(pk=self.person_id)
        callees = [CalleeRequest(kind=NumberKind.TERMINAL, number=self.number, name="Hall 1")]
        calling.call(meeting=meeting, by=person, callees=callees, reference=self.number, now=datetime.now(UTC))


@dataclass(frozen=True)
class Locking:
    """One click that locks the meeting: any action of the table goes this way."""

    meeting_id: uuid.UUID
    person_id: int
    reference: str

    def __call__(self) -> None:
        meeting = Meeting.objects.select_related("organiser", "tenant__application").get(pk=self.meeting_id)
        person, now = User.objects.get(pk=self.person_id), datetime.now(UTC)
        controlling.act(
            meeting=meeting, by=person, kind="lock", request=ActionRequest(), reference=self.reference, now=now
        )


def test_an_action_is_killed_at_every_moment(world: World, vendor: Vendor, running: Meeting) -> None:
    forget_enqueued()
    seen: set[tuple[str, str]] = set()
    moments: tuple[str, ...] = ()
    for moment in range(1, 30):
        click, before = Locking(running.pk, running.organiser_id, f"click {moment}"), len(vendor.sent("lock"))
        life = killable.live(world, click, until=moment)
        run_jobs(after=LEASE + timedelta(seconds=1))
        action = ControlAction.objects.filter(reference=click.reference).first()
        assert len(vendor.sent("lock")) - before <= 1
        seen.add((action.state, action.error_code) if action else ("", ""))
        if not life.was_killed:
            break
        moments = life.moments
    assert moments == CALLED
    # No watcher is told of it here, so that nothing shows what became of it.
    assert seen == {("", ""), ("refused", "NOT_KNOWN"), ("done", "")}


@pytest.mark.parametrize("fault", [None, Vendor.lose_answer, Vendor.cut_before])
def test_ending_is_killed_at_every_moment(world: World, vendor: Vendor, chen: User, fault: object) -> None:
    forget_enqueued()
    seen: set[tuple[str, bool]] = set()
    moments: tuple[str, ...] = ()
    for moment in range(1, 30):
        request = asked(start_at=None, subject=f"{secrets.token_hex(4)} line")
        meeting = booking.book(organiser=chen, request=request, reference=request.subject, now=datetime.now(UTC))
        click, before = Ending(meeting.pk, chen.pk, secrets.token_hex(8)), len(vendor.sent("end"))
        if fault:
            fault(vendor, "end")  # type: ignore[operator]
        life = killable.live(world, click, until=moment)
        run_jobs(after=LEASE + timedelta(seconds=1))
        action = ControlAction.objects.filter(reference=click.reference).first()
        has_ended = not vendor.conference(meeting)["is_running"]
        assert (action is not None and action.state == "done") == has_ended
        assert len(vendor.sent("end")) - before == has_ended
        seen.add((action.state if action else "", has_ended))
        sync(datetime.now(UTC) + timedelta(minutes=3))
        meeting.refresh_from_db()
        assert meeting.state == ("booked" if has_ended else "running")
        vendor.forget_faults()
        try:
            click()  # once more, as whoever got no page does
        except ControlRefused:
            assert action is not None
        assert len(vendor.sent("end")) - before <= 1
        if not life.was_killed:
            break
        moments = life.moments
    if fault is None:
        assert moments == LIFE
        assert seen == {("", False), ("refused", False), ("done", True)}
    else:
        assert killable.ENQUEUED in moments
        assert seen == {("", False), ("refused", False)} | ({("done", True)} if fault is Vendor.lose_answer else set())


@pytest.mark.parametrize("fault", [None, Vendor.lose_answer, Vendor.cut_before])
def test_calling_is_killed_at_every_moment(world: World, vendor: Vendor, running: Meeting, fault: object) -> None:
    forget_enqueued()
    seen: set[tuple[str, int]] = set()
    moments: tuple[str, ...] = ()
    for moment in range(1, 30):
        click, before = Calling(running.pk, running.organiser_id, str(1000 + moment)), len(vendor.sent("call"))
        if fault:
            fault(vendor, "call")  # type: ignore[operator]
        life = killable.live(world, click, until=moment)
        run_jobs(after=LEASE + timedelta(seconds=1))
        action = ControlAction.objects.filter(reference=click.number).first()
        rings = [site["number"] for site in vendor.conference(running)["called"]].count(click.number)
        assert (action is not None and action.state == "done") == bool(rings)
        assert len(vendor.sent("call")) - before == rings
        seen.add((action.state if action else "", rings))
        vendor.forget_faults()
        try:
            click()  # once more, as whoever got no page does
        except ControlRefused:
            assert action is not None
        assert len(vendor.sent("call")) - before <= 1
        if not life.was_killed:
            break
        moments = life.moments
    if fault is None:
        assert moments == CALLED
        assert seen == {("", 0), ("refused", 0), ("done", 1)}
    else:
        assert killable.ENQUEUED in moments
        assert seen == {("", 0), ("refused", 0)} | ({("done", 1)} if fault is Vendor.lose_answer else set())
