"""Whatever happens to a meeting, the agenda is what is computed afresh from its rows."""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.models import User
from hwmeeting import Cycle as VendorCycle
from hwmeeting import CycleUnit
from hwmeeting import Meeting as VendorMeeting
from hwmeeting import Occurrence as VendorOccurrence
from meetings.models import AgendaEntry, Meeting, VendorWrite
from meetings.recurrence import Cycle, Unit
from meetings.requests import BookingRequest, InviteeRequest
from meetings.services import withdrawing
from meetings.writes import agenda, applying, outcomes, planning, syncing
from meetings.writes.kinds.cancel import CancelPayload
from meetings.writes.kinds.cancel_occurrence import CancelOccurrencePayload
from meetings.writes.kinds.create import CreatePayload
from meetings.writes.kinds.edit import EditPayload
from meetings.writes.kinds.edit_occurrence import EditOccurrencePayload
from meetings.writes.payloads import Payload, WantedMeeting, WantedTimes
from tests.factories.fixtures import MakeSeries

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
START = datetime(2026, 5, 15, 7, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Row = tuple[int, int, datetime, datetime, bool]
# What becomes of a write at once; the others wait for a later step.
OUTCOMES = st.sampled_from(["done", "done", "done", "refused", "open"])


def expected(meeting: Meeting) -> set[Row]:
    """The entries by a second, plainer reading of what stands in models.AgendaEntry."""
    rows: set[Row] = set()
    for one in meeting.occurrences.all():
        end_at, is_off = one.end_at, one.is_cancelled
        if meeting.state == "ended" and meeting.ended_at:
            if meeting.is_series and meeting.ended_at <= one.start_at:
                continue
            end_at = min(end_at, max(one.start_at, meeting.ended_at))
        if not meeting.is_series and meeting.state in {"cancelled", "refused"}:
            is_off = True
        for invitee in meeting.invitees.filter(removed_at=None):
            if invitee.person_id and (invitee.role == "organiser" or meeting.vendor_conference_id):
                rows.add((invitee.person_id, one.pk, one.start_at, end_at, is_off))
    return rows


class History(RuleBasedStateMachine):
    """What may become of one meeting, here and at the vendor."""

    organiser: User
    people: tuple[User, ...]

    def __init__(self) -> None:
        super().__init__()
        self.now, self.vendor_state = NOW, "Schedule"
        self.meeting_id: UUID | None = None
        self.theirs: list[VendorOccurrence] = []
        self.conference_id = str(secrets.randbelow(10**9)).zfill(9)

    @property
    def meeting(self) -> Meeting:
        assert self.meeting_id is not None
        return Meeting.objects.select_related("organiser", "tenant__application").get(pk=self.meeting_id)

    @property
    def open_write(self) -> VendorWrite | None:
        found = VendorWrite.objects.select_related("meeting", "occurrence", "requested_by")
        return found.filter(meeting=self.meeting_id, state__in=VendorWrite.OPEN_STATES).first()

    @initialize(count=st.sampled_from([1, 4]), guests=st.sets(st.integers(0, 2)), outcome=OUTCOMES)
    def book(self, count: int, guests: set[int], outcome: str) -> None:
        repeats = Cycle(Unit.DAY, 1, (), START.date() + (count - 1) * DAY) if count > 1 else None
        payload = CreatePayload(self.wanted(guests, START, repeats))
        write = planning.plan_booking(key=self.key(), kind="scheduled", payload=payload, now=self.now)
        assert write is not None
        self.meeting_id = write.meeting_id
        self.theirs = [
            VendorOccurrence(secrets.token_hex(4), START + number * DAY, START + number * DAY + HOUR)
            for number in range(count)
        ]
        self.settle(outcome)

    @rule(guests=st.sets(st.integers(0, 2)), hours=st.integers(-1, 2), outcome=OUTCOMES)
    def change(self, guests: set[int], hours: int, outcome: str) -> None:
        meeting = self.meeting
        if self.can_plan(meeting):
            start_at = (meeting.repeat_start_at or meeting.start_at) + hours * HOUR
            wanted = self.wanted(guests, start_at, meeting.recurrence)
            self.plan(meeting, EditPayload(WantedMeeting.of_meeting(meeting), wanted))
            self.theirs = [self.moved(one, hours) for one in self.theirs]
            self.settle(outcome)

    @rule(number=st.integers(0, 3), hours=st.integers(1, 3), outcome=OUTCOMES)
    def move(self, number: int, hours: int, outcome: str) -> None:
        meeting = self.meeting
        if self.can_plan(meeting) and meeting.is_series and number < len(self.theirs):
            one = self.theirs[number] = self.moved(self.theirs[number], hours)
            assert one.start_at
            row = meeting.occurrences.filter(vendor_sub_conference_id=one.occurrence_id).first()
            wanted = WantedTimes(one.start_at, 60)
            if row:
                self.plan(meeting, EditOccurrencePayload(wanted, wanted), row)
                self.settle(outcome)

    @rule(number=st.integers(0, 3), outcome=OUTCOMES)
    def cancel_one(self, number: int, outcome: str) -> None:
        meeting = self.meeting
        if self.can_plan(meeting) and meeting.is_series and number < len(self.theirs):
            one = self.theirs.pop(number)
            row = meeting.occurrences.filter(vendor_sub_conference_id=one.occurrence_id).first()
            if row:
                payload = CancelOccurrencePayload(WantedTimes.of_occurrence(row), "", tell=False)
                self.plan(meeting, payload, row)
                self.settle(outcome)

    @rule(outcome=OUTCOMES)
    def cancel(self, outcome: str) -> None:
        meeting = self.meeting
        if self.can_plan(meeting):
            self.plan(meeting, CancelPayload("", tell=False))
            self.settle(outcome)

    @rule(knows_answer=st.booleans())
    def succeed(self, knows_answer: bool) -> None:
        if write := self.open_write:
            is_off = write.kind in {VendorWrite.Kind.CANCEL, VendorWrite.Kind.CANCEL_OCCURRENCE}
            is_move = write.kind == VendorWrite.Kind.EDIT_OCCURRENCE
            answer = None if is_off or (is_move and not knows_answer) else self.answer()
            outcomes.conclude(write=write, answer=answer, now=self.now)

    @rule()
    def refuse(self) -> None:
        if write := self.open_write:
            outcomes.refuse(write=write, code="MMC.111070001", now=self.now)

    @rule()
    def withdraw(self) -> None:
        if self.open_write:
            withdrawing.withdraw(meeting=self.meeting, by=self.organiser, now=self.now)

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule(what=st.sampled_from(["shift", "drop", "add", "all", "enter", "end", "new ids"]), number=st.integers(0, 3))
    def change_at_the_vendor(self, what: str, number: int) -> None:
        if what == "all":
            self.theirs = [self.moved(one, 2) for one in self.theirs]
        if what == "new ids":
            self.theirs = [replace(one, occurrence_id=secrets.token_hex(4)) for one in self.theirs]
        if what == "shift" and number < len(self.theirs):
            self.theirs[number] = self.moved(self.theirs[number], 5)
        if what == "drop" and number < len(self.theirs) > 1:
            self.theirs.pop(number)
        if what == "add" and len(self.theirs) > 1:
            last = max(one.start_at for one in self.theirs if one.start_at) + DAY
            self.theirs.append(VendorOccurrence(secrets.token_hex(4), last, last + HOUR))
        self.vendor_state = {"enter": "Created", "end": "Destroyed"}.get(what, self.vendor_state)
        self.read()

    @rule()
    def read(self) -> None:
        if self.meeting.vendor_conference_id:
            syncing._take_over(self.meeting, self.answer(), self.now)

    @rule()
    def miss(self) -> None:
        if self.meeting.vendor_conference_id and self.meeting.is_open:
            self.now += timedelta(minutes=2)
            syncing._miss(self.meeting, self.now)

    @rule()
    def end_by_history(self) -> None:
        applying.end(meeting=self.meeting, now=self.now)

    @invariant()
    def agenda_is_what_the_rows_say(self) -> None:
        if self.meeting_id is None:
            return
        columns = ("person_id", "occurrence_id", "start_at", "end_at", "is_cancelled")
        found = list(AgendaEntry.objects.filter(meeting=self.meeting_id).values_list(*columns))
        assert set(found) == expected(self.meeting)
        assert len(found) == len(set(found))
        assert agenda.differences(meetings=[self.meeting]) == agenda.Differences((), ())

    @invariant()
    def everybody_is_counted(self) -> None:
        if self.meeting_id is not None:
            assert self.meeting.invitee_count == self.meeting.invitees.filter(removed_at=None).count()

    def settle(self, outcome: str) -> None:
        if outcome == "done":
            self.succeed(knows_answer=True)
        elif outcome == "refused":
            self.refuse()

    def answer(self) -> VendorMeeting:
        ahead = [one for one in self.theirs if one.end_at and one.end_at > self.now] or self.theirs[-1:]
        first = min(ahead, key=lambda one: one.start_at or NOW, default=None)
        is_series = self.meeting.is_series
        days = [one.start_at.date() for one in self.theirs if one.start_at]
        cycle = (
            VendorCycle(unit=CycleUnit.DAY, start_date=min(days), end_date=max(days)) if is_series and days else None
        )
        return VendorMeeting(
            conference_id=self.conference_id,
            subject="Roadmap",
            start_at=first.start_at if first else None,
            end_at=first.end_at if first else None,
            state=self.vendor_state,
            guest_password="482913",
            cycle=cycle,
            occurrences=tuple(ahead) if is_series else (),
        )

    def moved(self, one: VendorOccurrence, hours: int) -> VendorOccurrence:
        assert one.start_at
        assert one.end_at
        return replace(one, start_at=one.start_at + hours * HOUR, end_at=one.end_at + hours * HOUR)

    def can_plan(self, meeting: Meeting) -> bool:
        return meeting.state == Meeting.State.BOOKED and self.open_write is None

    def plan(self, meeting: Meeting, payload: Payload, occurrence: Any = None) -> None:
        planning.plan_change(key=self.key(), meeting=meeting, payload=payload, now=self.now, occurrence=occurrence)

    def key(self) -> planning.IdempotencyKey:
        return planning.idempotency_key(by=self.organiser, reference=secrets.token_hex(8), content_hash="")

    def wanted(self, guests: Iterable[int], start_at: datetime, repeats: Cycle | None) -> WantedMeeting:
        people = [self.people[number] for number in sorted(guests)]
        request = BookingRequest(
            subject="Roadmap",
            start_at=start_at,
            length_minutes=60,
            time_zone="UTC",
            tells_invitees=False,
            repeats=repeats,
            invitees=tuple(InviteeRequest(one.email, one.name, one) for one in people),
        )
        return WantedMeeting.of_request(request, organiser=self.organiser, start_at=start_at)


@pytest.mark.django_db
def test_agenda_after_any_history(chen: User, li: User) -> None:
    others = [
        User.objects.create_user(f"{name}@qingshan.example", name=name, tenant=chen.tenant) for name in ("wu", "xu")
    ]
    machine = type("ThisHistory", (History,), {"organiser": chen, "people": (li, *others)})
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=25, stateful_step_count=12, suppress_health_check=list(HealthCheck)),
    )


@pytest.mark.parametrize("count", [1, 40])
def test_refresh_agenda_costs_the_same_for_any_number(make_meeting: Any, chen: User, count: int) -> None:
    meeting = make_meeting(start_at=START, state="requested", vendor_conference_id="")
    for number in range(count):
        person = User.objects.create_user(f"{number}@qingshan.example", name="X", tenant=chen.tenant)
        meeting.invitees.create(person=person, email=person.email, name="X", join_token=str(number))
    meeting.vendor_conference_id = "967204518"
    meeting.save()
    with CaptureQueriesContext(connection) as found:
        agenda.refresh_agenda(meeting=meeting)
    assert (len(found), meeting.agenda.count()) == (2, 1 + count)


@pytest.mark.parametrize("count", [1, 40])
def test_write_invited_costs_one_statement_for_any_number(make_series: MakeSeries, chen: User, count: int) -> None:
    series = make_series(state="requested", vendor_conference_id="")
    for number in range(count):
        person = User.objects.create_user(f"{number}@qingshan.example", name="X", tenant=chen.tenant)
        series.invitees.create(person=person, email=person.email, name="X", join_token=str(number))
    series.vendor_conference_id = "967204518"
    series.save()
    with CaptureQueriesContext(connection) as found:
        agenda.write_invited(meeting=series)
    assert (len(found), series.agenda.count()) == (1, 3 * (1 + count))
    assert agenda.differences(meetings=[series]) == agenda.Differences((), ())
