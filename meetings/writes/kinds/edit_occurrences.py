"""Holding several occurrences of a series at other times: the vendor is asked for one after the other.

At most one write of a meeting is open, and each plans the next in the transaction in which it is finished. Until an
occurrence is done everybody sees its old time; everybody is told once, of those that have moved.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Self

from hwmeeting import Client
from hwmeeting import Meeting as VendorMeeting
from hwmeeting.error_codes import NO_SUCH_MEETING
from meetings import refusals
from meetings.limits import GIVES_UP_BEFORE
from meetings.mails import queueing
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.snapshots import Move
from meetings.writes import occurrences, vendor_requests
from meetings.writes.agenda import refresh_agenda
from meetings.writes.applying import apply_vendor_answer
from meetings.writes.kinds.findings import Confirmed, Finding, Missing, Unchanged
from meetings.writes.kinds.kind import Call, FollowUp, OccurrenceTimes, WriteKind, give_up_at, read_meeting
from meetings.writes.payloads import VERSION, WantedTimes, Written
from meetings.writes.vendor_reading import read_back, read_occurrence

_State = VendorWrite.State


@dataclass(frozen=True, slots=True)
class OccurrenceMove:
    """One occurrence, by its row: when it was, and when it is to be."""

    occurrence_id: int
    before: WantedTimes
    wanted: WantedTimes

    @classmethod
    def from_json(cls, written: Written) -> Self:
        before, wanted = (WantedTimes.from_json(written[name]) for name in ("before", "wanted"))
        return cls(written["occurrence"], before, wanted)

    def to_json(self) -> dict[str, Any]:
        return {
            "occurrence": self.occurrence_id,
            "before": self.before.to_json(),
            "wanted": self.wanted.to_json(),
        }


@dataclass(frozen=True, slots=True)
class EditOccurrencesPayload:
    """``moves`` are all that were asked for, in the order in which they are made; ``index`` is that of this write."""

    kind: ClassVar[str] = VendorWrite.Kind.EDIT_OCCURRENCES

    moves: tuple[OccurrenceMove, ...]
    index: int
    tell: bool

    @classmethod
    def from_json(cls, written: Written) -> Self:
        moves = tuple(OccurrenceMove.from_json(one) for one in written["moves"])
        return cls(moves, int(written["index"]), written["tell"])

    @property
    def move(self) -> OccurrenceMove:
        return self.moves[self.index]

    def to_json(self) -> dict[str, Any]:
        moves = [one.to_json() for one in self.moves]
        return {"version": VERSION, "moves": moves, "index": self.index, "tell": self.tell}


def in_order(moves: list[OccurrenceMove]) -> tuple[OccurrenceMove, ...]:
    """Return the order in which none stands in the way of another: the vendor may let none pass its neighbours.

    Of those that go later the last one moves first, else the first one.
    """

    def key(one: OccurrenceMove) -> tuple[int, float]:
        begins = one.before.start_at.timestamp()
        return (0, -begins) if one.wanted.start_at > one.before.start_at else (1, begins)

    return tuple(sorted(moves, key=key))


def _prepare(client: Client, write: VendorWrite, payload: EditOccurrencesPayload) -> Call:
    conference_id, wanted = write.meeting.vendor_conference_id, payload.move.wanted
    detail, occurrence = read_occurrence(client, write)
    request = vendor_requests.moved_occurrence(detail=detail, occurrence=occurrence, wanted=wanted)
    is_last = payload.index + 1 == len(payload.moves)

    def call() -> VendorMeeting | None:
        client.series.edit_occurrence(conference_id, request)
        return read_back(client, conference_id) if is_last else None

    return call


def _conclude(
    meeting: Meeting,
    write: VendorWrite,
    payload: EditOccurrencesPayload,
    answer: VendorMeeting | None,
    now: datetime,
) -> FollowUp | None:
    if not meeting.is_open:
        return None
    if row := write.occurrence:
        row.start_at, row.end_at = payload.move.wanted.start_at, payload.move.wanted.end_at
        row.save(update_fields=["start_at", "end_at"])
    occurrences.take_current_times(meeting, now=now)
    meeting.changed_at = now
    meeting.save()
    refresh_agenda(meeting=meeting)
    if answer:
        apply_vendor_answer(meeting=meeting, answer=answer, now=now)
    return _go_on(meeting, payload, now)


def _conclude_refused(meeting: Meeting, write: VendorWrite, now: datetime) -> FollowUp | None:
    """Go on with the others; where nobody may act for the organiser none would be taken either."""
    if not meeting.is_open:
        return None
    payload = EDIT_OCCURRENCES.read(write.payload)
    if write.error_code == refusals.NOT_LINKED:
        _tell(meeting, payload, now)
        return None
    return _go_on(meeting, payload, now)


def _conclude_withdrawn(meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    if meeting.is_open:
        _tell(meeting, EDIT_OCCURRENCES.read(write.payload), now)


def _go_on(meeting: Meeting, payload: EditOccurrencesPayload, now: datetime) -> FollowUp | None:
    """Return the write about the next that still lies ahead; after the last one everybody is told."""
    rows = {row.pk: row for row in meeting.occurrences.held()}
    for index in range(payload.index + 1, len(payload.moves)):
        move = payload.moves[index]
        row = rows.get(move.occurrence_id)
        if row and row.start_at > now:
            return FollowUp(replace(payload, index=index), row.pk)
    _tell(meeting, payload, now)
    return None


def _tell(meeting: Meeting, payload: EditOccurrencesPayload, now: datetime) -> None:
    if moved := list_made(meeting, payload):
        queueing.queue_moved_occurrences(meeting=meeting, moves=moved, now=now, tell=payload.tell)


def list_made(meeting: Meeting, payload: EditOccurrencesPayload) -> list[Move]:
    """Return the moves that have been made, by start."""
    rows = {row.pk: (row.start_at, row.end_at) for row in meeting.occurrences.held()}
    made = (one for one in payload.moves if rows.get(one.occurrence_id) == (one.wanted.start_at, one.wanted.end_at))
    return sorted((Move(one.before.span, one.wanted.span) for one in made), key=lambda move: move.now.start_at)


def _look_up(client: Client, write: VendorWrite, payload: EditOccurrencesPayload) -> Finding:
    answer = read_meeting(client, write.meeting.vendor_conference_id)
    occurrence = occurrences.at_vendor(write=write, answer=answer) if answer else None
    if answer is None or occurrence is None:
        return Missing(refusals.OCCURRENCE_GONE if answer else NO_SUCH_MEETING)
    is_made = vendor_requests.is_occurrence_made(occurrence=occurrence, wanted=payload.move.wanted)
    return Confirmed(answer) if is_made else Unchanged()


def _deadline(write: VendorWrite) -> datetime:
    occurrence: Occurrence | None = write.occurrence
    return occurrence.start_at - GIVES_UP_BEFORE if occurrence else give_up_at(write)


def _occurrence_times(payload: EditOccurrencesPayload) -> OccurrenceTimes:
    return OccurrenceTimes(payload.move.before.span, payload.move.wanted.span)


def _tells_result(meeting: Meeting) -> bool:
    """Return False: whoever asked gets the mail that tells of all that has moved."""
    return False


EDIT_OCCURRENCES = WriteKind(
    from_json=EditOccurrencesPayload.from_json,
    prepare=_prepare,
    conclude=_conclude,
    look_up=_look_up,
    deadline=_deadline,
    conclude_refused=_conclude_refused,
    conclude_withdrawn=_conclude_withdrawn,
    occurrence_times=_occurrence_times,
    tells_result=_tells_result,
    is_moving=True,
)
