"""The occurrences of a meeting as rows: planned by the rule, then as the vendor has them.

The vendor holds a series at one time of day in UTC or in its zone, cuts long ones, and may give them other IDs with
each change; so after every answer the rows become what it says. What has begun stays as it is.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hwmeeting import Cycle
from hwmeeting import Meeting as VendorMeeting
from hwmeeting import Occurrence as VendorOccurrence
from meetings import schedule
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.recurrence import Unit
from meetings.schedule import _at, minutes_of, planned


def create_rows(*, meeting: Meeting) -> list[Occurrence]:
    """Write and return the rows of a new meeting."""
    found = sorted(planned(meeting).values()) if meeting.is_series else [meeting.start_at]
    length = timedelta(minutes=meeting.length_minutes)
    return Occurrence.objects.bulk_create(
        Occurrence(meeting=meeting, start_at=start_at, end_at=start_at + length, original_start_at=start_at)
        for start_at in found
    )


class RowChanges(NamedTuple):
    """What became of the rows: ``is_other`` if any is another one, ``is_other_ahead`` if one that lies ahead is."""

    is_other: bool = False
    is_other_ahead: bool = False


def apply_answer(*, meeting: Meeting, answer: VendorMeeting, now: datetime, is_new: bool = False) -> RowChanges:
    """Make the rows of a series what ``answer`` says; those of a single meeting stay.

    ``is_new`` after it was booked or changed as a whole. An answer without occurrences, or with one that can't be
    read, says nothing. The caller holds the lock of ``meeting`` and saves it.
    """
    theirs = list(answer.occurrences)
    if not meeting.is_series or not theirs or not all(one.start_at and one.end_at for one in theirs):
        return RowChanges()
    rows = list(meeting.occurrences.all())
    before = _coming(rows, now)
    if answer.cycle:
        _take_rule(meeting, answer.cycle)
    if is_new or _is_changed_as_whole(rows, theirs, now):
        if answer.cycle:
            _take_times(meeting, answer.cycle, rows, theirs)
        is_other = _rewrite_ahead(meeting, rows, theirs, now)
    else:
        is_other = _update_by_id(meeting, rows, theirs, now)
    take_current_times(meeting, now=now)
    return RowChanges(is_other, is_other and _coming(meeting.occurrences.all(), now) != before)


def differ(*, meeting: Meeting, answer: VendorMeeting, now: datetime) -> bool:
    """Return whether ``answer`` lacks an occurrence that lies ahead here: reason enough to read the meeting itself."""
    if not answer.occurrences:
        return answer.start_at != meeting.start_at
    theirs = {one.occurrence_id for one in answer.occurrences}
    ours = meeting.occurrences.ahead(now)
    return any(one.vendor_sub_conference_id not in theirs for one in ours)


def at_vendor(*, write: VendorWrite, answer: VendorMeeting) -> VendorOccurrence | None:
    """Return the occurrence of ``answer`` that ``write`` is about, as ``find_at_vendor`` does."""
    row = write.occurrence
    return find_at_vendor(meeting=write.meeting, row=row, answer=answer) if row else None


def find_at_vendor(*, meeting: Meeting, row: Occurrence, answer: VendorMeeting) -> VendorOccurrence | None:
    """Return the occurrence of ``answer`` that is ``row``: by its ID, else by the time that it had here.

    Where somebody has changed the whole, and all have other IDs since, by the day on which the rule puts it.
    """
    theirs = answer.occurrences
    by_id = (one for one in theirs if one.occurrence_id == row.vendor_sub_conference_id)
    by_time = (one for one in theirs if one.start_at == row.start_at)
    return next(by_id, None) or next(by_time, None) or _by_day(meeting, row, theirs)


def _by_day(meeting: Meeting, row: Occurrence, theirs: Iterable[VendorOccurrence]) -> VendorOccurrence | None:
    known = set(meeting.occurrences.values_list("vendor_sub_conference_id", flat=True))
    if any(one.occurrence_id in known for one in theirs):
        return None
    zone = ZoneInfo(meeting.time_zone)
    day = row.original_start_at.astimezone(zone).date()
    return next((one for one in theirs if one.start_at and one.start_at.astimezone(zone).date() == day), None)


def row_of(write: VendorWrite, *, starts_at: datetime) -> Occurrence | None:
    """Return the occurrence that an edit was about, as it stands now; also where all rows have been written anew."""
    rows = Occurrence.objects.filter(meeting=write.meeting_id)
    if write.occurrence_id and (row := rows.filter(pk=write.occurrence_id).first()):
        return row
    return rows.held().filter(start_at=starts_at).first()


def take_current_times(meeting: Meeting, *, now: datetime) -> None:
    """Give a series the times of its current occurrence; the caller saves the meeting.

    A single meeting stays as it is. Whoever only reads asks ``schedule.current_times``.
    """
    current = schedule.current_times(meeting, now=now)
    meeting.start_at = current.start_at
    meeting.length_minutes = int((current.end_at - current.start_at).total_seconds()) // 60


def _coming(rows: Iterable[Occurrence], now: datetime) -> set[tuple[datetime, datetime]]:
    return {(row.start_at, row.end_at) for row in rows if row.start_at > now and not row.is_cancelled}


def _is_changed_as_whole(rows: list[Occurrence], theirs: list[VendorOccurrence], now: datetime) -> bool:
    """Return whether the whole was changed: none is known any more, or all that stood by the rule changed alike."""
    known = {row.vendor_sub_conference_id: row for row in rows}
    found = [(row, one) for one in theirs if (row := known.get(one.occurrence_id))]
    if not found:
        return True
    changes = [
        (_start(one) - row.start_at, _minutes(one) - minutes_of(row))
        for row, one in found
        if row.start_at > now and not row.is_changed
    ]
    return len(changes) > 1 and len(set(changes)) == 1 and changes[0] != (timedelta(), 0)


def _take_rule(meeting: Meeting, cycle: Cycle) -> None:
    """Take the vendor's rule, which may be another than ours: it was cut, or changed by another client.

    Of a series that was divided it still names the last day of before, which is another meeting's by now.
    """
    until = min(cycle.end_date, meeting.repeat_until) if meeting.family and meeting.repeat_until else cycle.end_date
    meeting.repeat_unit, meeting.repeat_interval = Unit(cycle.unit.value.lower()), cycle.interval
    meeting.repeat_points, meeting.repeat_until = list(cycle.points), until


def _take_times(meeting: Meeting, cycle: Cycle, rows: list[Occurrence], theirs: list[VendorOccurrence]) -> None:
    """Take when the occurrences of the rule begin and how long they are, where none is as we have it."""
    changed = {row.vendor_sub_conference_id for row in rows if row.is_changed}
    regular = [one for one in theirs if one.occurrence_id not in changed] or theirs
    zone, by_rule, first = ZoneInfo(meeting.time_zone), set(planned(meeting).values()), min(regular, key=_start)
    if not any(one.start_at in by_rule for one in regular):
        meeting.repeat_start_at = _at(cycle.start_date, _start(first).astimezone(zone), zone)
    if not any(_minutes(one) == meeting.repeat_minutes for one in regular):
        meeting.repeat_minutes = _minutes(first)


def _rewrite_ahead(meeting: Meeting, rows: list[Occurrence], theirs: list[VendorOccurrence], now: datetime) -> bool:
    """Write all that lies ahead; one that was cancelled and is still one of the rule stays so, unless it is back."""
    zone = ZoneInfo(meeting.time_zone)
    begun = [row for row in rows if row.start_at <= now and row.vendor_sub_conference_id]
    ahead = [row for row in rows if row not in begun]
    moved = {row.vendor_sub_conference_id: row for row in ahead if row.start_at != row.original_start_at}
    by_rule = as_vendor_keeps(planned(meeting), {_start(one) for one in theirs if one.occurrence_id not in moved})
    taken = {row.vendor_sub_conference_id for row in begun} | {row.start_at for row in begun}
    found: dict[datetime, Occurrence] = {}
    for one in sorted(theirs, key=lambda one: one.occurrence_id in moved):  # those have no right to another's place
        if one.occurrence_id in taken or one.start_at in taken:
            continue
        row = _row(meeting, one)
        if old := moved.get(one.occurrence_id):
            place = by_rule.get(old.original_start_at.astimezone(zone).date(), row.start_at)
            row.original_start_at = row.start_at if place in found else place
        found.setdefault(row.original_start_at, row)
    for old in ahead:
        original = by_rule.get(old.original_start_at.astimezone(zone).date())
        if old.is_cancelled and original and original > now and original not in found:
            length = timedelta(minutes=meeting.repeat_minutes or meeting.length_minutes)
            found[original] = Occurrence(
                meeting=meeting,
                start_at=original,
                end_at=original + length,
                original_start_at=original,
                is_cancelled=True,
            )
    return _replace(meeting, ahead, found, begun=begun)


def _replace(
    meeting: Meeting, old: list[Occurrence], new: dict[datetime, Occurrence], *, begun: list[Occurrence]
) -> bool:
    """Put ``new`` in the place of ``old``; a row that stands for the same place of the rule stays one and the same.

    True if any is at another time, or there are others.
    """
    gone = {row.original_start_at: row for row in old}
    kept, added = [], []
    for place, row in new.items():
        if before := gone.pop(place, None):
            row.pk = before.pk
            kept.append((before, row))
        else:
            added.append(row)
    if gone:
        meeting.occurrences.filter(pk__in=[row.pk for row in gone.values()]).delete()
    Occurrence.objects.bulk_update(_free_places(begun, new), ["original_start_at"])  # to a place that is free by now
    changed = [row for before, row in kept if any(getattr(before, name) != getattr(row, name) for name in _TAKEN)]
    Occurrence.objects.bulk_update(changed, _TAKEN)
    Occurrence.objects.bulk_create(added)
    is_other = any(getattr(before, name) != getattr(row, name) for before, row in kept for name in _SHOWN)
    return bool(gone or added) or is_other


def as_vendor_keeps(by_rule: dict[date, datetime], regular: set[datetime]) -> dict[date, datetime]:
    """Return ``by_rule`` as the vendor keeps it: at the one time in UTC that ``regular``, those unmoved, may have."""
    clocks = {start_at.time() for start_at in regular}
    if len(clocks) != 1 or regular <= set(by_rule.values()):
        return by_rule
    clock = clocks.pop()
    return {day: _nearest(start_at, clock) for day, start_at in by_rule.items()}


def _nearest(start_at: datetime, clock: time) -> datetime:
    """Return when it is ``clock`` in UTC, next to ``start_at``."""
    that_day = datetime.combine(start_at.astimezone(UTC), clock, UTC)
    return min((that_day + timedelta(days=number) for number in (-1, 0, 1)), key=lambda at: abs(at - start_at))


def _update_by_id(meeting: Meeting, rows: list[Occurrence], theirs: list[VendorOccurrence], now: datetime) -> bool:
    """Write moved, cancelled and added occurrences, told by their IDs; return whether there are any."""
    by_id = {row.vendor_sub_conference_id: row for row in rows if row.vendor_sub_conference_id}
    listed = {one.occurrence_id for one in theirs}
    unlisted = {row.original_start_at: row for row in rows if row.vendor_sub_conference_id not in listed}
    changed, added = [], []
    for one in theirs:
        row = by_id.get(one.occurrence_id) or unlisted.pop(_start(one), None)
        if row is None:
            added.append(_row(meeting, one))
        elif _take_over(row, _row(meeting, one)):
            changed.append(row)
    for row in unlisted.values():
        if row.start_at > now and not row.is_cancelled:
            row.is_cancelled = True
            changed.append(row)
    changed += _free_places(rows, {row.original_start_at for row in added})
    Occurrence.objects.bulk_update(dict.fromkeys(changed), [*_TAKEN, "original_start_at"])
    Occurrence.objects.bulk_create(added)
    return bool(changed or added)


_SHOWN = ("start_at", "end_at", "is_cancelled")
_TAKEN = (*_SHOWN, "vendor_sub_conference_id")


def _take_over(row: Occurrence, new: Occurrence) -> bool:
    """Take over the new values and return whether that changes anything."""
    was = [getattr(row, name) for name in _TAKEN]
    for name in _TAKEN:
        setattr(row, name, getattr(new, name))
    return was != [getattr(row, name) for name in _TAKEN]


def _free_places(rows: list[Occurrence], places: Collection[datetime]) -> list[Occurrence]:
    """Return those of ``rows`` whose place the rule gives to another one: theirs is now the one they moved to."""
    moved = [row for row in rows if row.original_start_at in places]
    for row in moved:
        row.original_start_at = row.start_at
    return moved


def _row(meeting: Meeting, one: VendorOccurrence) -> Occurrence:
    start_at = _start(one)
    return Occurrence(
        meeting=meeting,
        start_at=start_at,
        end_at=start_at + timedelta(minutes=_minutes(one)),
        original_start_at=start_at,
        vendor_sub_conference_id=one.occurrence_id,
    )


def _start(one: VendorOccurrence) -> datetime:
    assert one.start_at is not None
    return one.start_at


def _minutes(one: VendorOccurrence) -> int:
    assert one.end_at is not None
    return int((one.end_at - _start(one)).total_seconds()) // 60
