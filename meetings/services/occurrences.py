"""Changing and cancelling one occurrence of a series, or it and all that follow; the others stay."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.models import User
from accounts.vendor import clients
from l10n.problem import Problem
from meetings import access, schedule
from meetings.errors import InvalidRequest, MeetingError, NotAllowed, TooLate, WriteInProgress
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.problems import Code
from meetings.requests import TimeRequest, check_request, read_note
from meetings.services import checking
from meetings.services.editing import sent
from meetings.writes import payloads, planning
from meetings.writes.kinds.cancel_occurrence import CancelOccurrencePayload
from meetings.writes.kinds.cancel_occurrences import CancelOccurrencesPayload
from meetings.writes.kinds.edit_occurrence import EditOccurrencePayload
from meetings.writes.kinds.edit_occurrences import EditOccurrencesPayload, OccurrenceMove, in_order
from meetings.writes.payloads import WantedTimes


def edit(
    *,
    meeting: Meeting,
    occurrence: Occurrence,
    by: User,
    start_at: datetime,
    length_minutes: int,
    reference: str,
    now: datetime,
    precondition: planning.Precondition | None = None,
) -> VendorWrite:
    """Hold ``occurrence`` at another time (aware) or for another while, and return how far that has come.

    Raises NotAllowed, TooLate, WriteInProgress, ReferenceUsed, InvalidRequest for what can't be booked, accounts'
    NotLinked, BookingRefused for the vendor's no (how far an occurrence may move is for it to say), and what
    ``precondition`` raises.
    """
    start_at = payloads.to_minute(start_at)
    wanted = WantedTimes(start_at, length_minutes)
    # The words of hashes that are stored: a click that comes again after an upgrade is still known.
    content = payloads.content_hash("move", meeting=meeting.pk, date=occurrence.pk, **wanted.to_json())
    key, first = _key(meeting, occurrence, by, reference, content)
    if first:
        return first
    _check(meeting, occurrence, now)
    check_request(request=TimeRequest(start_at, length_minutes, meeting.time_zone), now=now)
    if (start_at, length_minutes) == (occurrence.start_at, schedule.minutes_of(occurrence)):
        raise InvalidRequest(Problem(Code.NOTHING_CHANGES, "start_at"))
    payload = EditOccurrencePayload(before=WantedTimes.of_occurrence(occurrence), wanted=wanted)
    return _send(key, meeting, occurrence, payload, now, precondition)


def cancel(
    *,
    meeting: Meeting,
    occurrence: Occurrence,
    by: User,
    reference: str,
    now: datetime,
    note: str = "",
    tell: bool = True,
    precondition: planning.Precondition | None = None,
) -> VendorWrite:
    """Cancel ``occurrence`` alone, and return how far that has come.

    ``note`` is a word to the invitees; ``tell`` whether they get a mail at all. Raises as ``edit`` does.
    """
    note = read_note(note)
    content = payloads.content_hash("skip", meeting=meeting.pk, date=occurrence.pk, note=note, tell=tell)
    key, first = _key(meeting, occurrence, by, reference, content)
    if first:
        return first
    _check(meeting, occurrence, now)
    payload = CancelOccurrencePayload(WantedTimes.of_occurrence(occurrence), note, tell)
    return _send(key, meeting, occurrence, payload, now, precondition)


def edit_following(
    *,
    meeting: Meeting,
    occurrence: Occurrence,
    by: User,
    start_at: datetime,
    length_minutes: int,
    reference: str,
    now: datetime,
    precondition: planning.Precondition | None = None,
) -> VendorWrite:
    """Move ``occurrence`` to another time (aware) or length, and all that follow as far, and return the first write.

    The clock of the series counts. Those that were moved or made longer for themselves stay as they are; the vendor is
    asked for one after the other. Raises as ``edit`` does.
    """
    wanted = WantedTimes(payloads.to_minute(start_at), length_minutes)
    content = payloads.content_hash("move following", meeting=meeting.pk, date=occurrence.pk, **wanted.to_json())
    key, first = _key(meeting, occurrence, by, reference, content)
    if first:
        return first
    _check(meeting, occurrence, now)
    check_request(request=TimeRequest(wanted.start_at, length_minutes, meeting.time_zone), now=now)
    moves = in_order(list_moves(meeting=meeting, occurrence=occurrence, wanted=wanted, now=now))
    if not moves:
        raise InvalidRequest(Problem(Code.NOTHING_CHANGES, "start_at"))
    if any(move.wanted.start_at <= now for move in moves):
        raise InvalidRequest(Problem(Code.START_PAST, "start_at"))
    first_row = meeting.occurrences.get(pk=moves[0].occurrence_id)
    payload = EditOccurrencesPayload(moves, index=0, tell=meeting.tells_invitees)
    return _send(key, meeting, first_row, payload, now, precondition)


def list_following(*, meeting: Meeting, occurrence: Occurrence, now: datetime) -> list[Occurrence]:
    """Return it and all that follow, by start: those that are held and have yet to begin."""
    return [row for row in meeting.occurrences.ahead(now) if row.start_at >= occurrence.start_at]


def list_moves(
    *, meeting: Meeting, occurrence: Occurrence, wanted: WantedTimes, now: datetime
) -> list[OccurrenceMove]:
    """Return where ``occurrence`` and those that follow go, once it is to be at ``wanted``, by start.

    Each goes as far by the clock of the series; one that was changed for itself stays.
    """
    zone, found = ZoneInfo(meeting.time_zone), []
    alongside = list_alongside(meeting=meeting, occurrence=occurrence, now=now)
    for row in sorted([occurrence, *alongside], key=lambda row: row.start_at):
        moved = schedule.shift(row.start_at, was=occurrence.start_at, to=wanted.start_at, zone=zone)
        after = wanted if row.pk == occurrence.pk else WantedTimes(moved, wanted.length_minutes)
        if after != (before := WantedTimes.of_occurrence(row)):
            found.append(OccurrenceMove(row.pk, before, after))
    return found


def list_alongside(*, meeting: Meeting, occurrence: Occurrence, now: datetime) -> list[Occurrence]:
    """Return those after ``occurrence`` that go along with it: by the rule, or moved together with it before.

    The latter are as far from their places as ``occurrence`` is, and as long.
    """
    zone = ZoneInfo(meeting.time_zone)

    def shape(row: Occurrence) -> tuple[timedelta, int]:
        return schedule.displacement(row, zone=zone), schedule.minutes_of(row)

    usual = {(timedelta(), meeting.repeat_minutes), shape(occurrence)}
    following = list_following(meeting=meeting, occurrence=occurrence, now=now)
    return [row for row in following if row.pk != occurrence.pk and shape(row) in usual]


def cancel_following(
    *,
    meeting: Meeting,
    occurrence: Occurrence,
    by: User,
    reference: str,
    now: datetime,
    note: str = "",
    tell: bool = True,
    precondition: planning.Precondition | None = None,
) -> VendorWrite:
    """Cancel ``occurrence`` and all that follow, by one call, and return how far that has come.

    ``note`` and ``tell`` as in ``cancel``. Raises as ``edit`` does.
    """
    note = read_note(note)
    content = payloads.content_hash("skip following", meeting=meeting.pk, date=occurrence.pk, note=note, tell=tell)
    key, first = _key(meeting, occurrence, by, reference, content)
    if first:
        return first
    _check(meeting, occurrence, now)
    rows = list_following(meeting=meeting, occurrence=occurrence, now=now)
    payload = CancelOccurrencesPayload(tuple(row.pk for row in rows), note, tell)
    write = planning.plan_change(key=key, meeting=meeting, payload=payload, now=now, precondition=precondition)
    return sent(key, write, now)


def find_occurrence(*, meeting: Meeting, occurrence_id: int) -> Occurrence:
    """Return one occurrence of ``meeting``. Raises TooLate for one that a change of the series has done away with."""
    if occurrence := meeting.occurrences.filter(pk=occurrence_id).first():
        return occurrence
    raise TooLate(Problem(Code.OCCURRENCE_GONE))


def find_changeable(*, meeting: Meeting, occurrence_id: int, now: datetime) -> Occurrence | None:
    """Return one occurrence of ``meeting``; None for one that there isn't (any more) or that can't be changed."""
    found = meeting.occurrences.filter(pk=occurrence_id).first()
    if found and checking.is_occurrence_changeable(meeting=meeting, occurrence=found, now=now):
        return found
    return None


def _key(
    meeting: Meeting, occurrence: Occurrence, by: User, reference: str, content: str
) -> tuple[planning.IdempotencyKey, VendorWrite | None]:
    access.check_can_change(person=by, meeting=meeting)
    if occurrence.meeting_id != meeting.pk:
        raise NotAllowed(Problem(Code.NOT_YOURS))
    key = planning.idempotency_key(by=by, reference=reference, content_hash=content)
    return key, planning.find_replayed(key)


def _check(meeting: Meeting, occurrence: Occurrence, now: datetime) -> None:
    if not meeting.is_series:
        raise MeetingError(Problem(Code.NOT_A_SERIES))
    checking.check_occurrence(meeting=meeting, occurrence=occurrence, now=now)
    if meeting.state == Meeting.State.REQUESTED:
        raise WriteInProgress(Problem(Code.NOT_BOOKED_YET))
    clients.client_for(person=meeting.organiser, within=meeting.tenant)


def _send(
    key: planning.IdempotencyKey,
    meeting: Meeting,
    occurrence: Occurrence,
    payload: payloads.Payload,
    now: datetime,
    precondition: planning.Precondition | None,
) -> VendorWrite:
    write = planning.plan_change(
        key=key, meeting=meeting, payload=payload, now=now, occurrence=occurrence, precondition=precondition
    )
    return sent(key, write, now)
