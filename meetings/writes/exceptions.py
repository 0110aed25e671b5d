"""What the vendor undid for single occurrences while the whole series was changed, and what puts it back.

Our rows keep what was changed for single occurrences throughout, so that agendas, mails and calendar files never say
anything else; what the vendor has instead is written down in the payloads of the writes that follow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from hwmeeting import Meeting as VendorMeeting
from hwmeeting import MeetingConfig, OccurrenceRequest
from hwmeeting import Occurrence as VendorOccurrence
from meetings import schedule
from meetings.changed_occurrences import ChangedOccurrence
from meetings.models import Meeting, Occurrence
from meetings.writes import occurrences
from meetings.writes.agenda import refresh_agenda
from meetings.writes.payloads import WantedTimes, Written

_CONFIG = ("entry", "guests_may_start", "waiting_room")
_OPTIONS = ("media_types", "auto_record", "record_auth_type", "description")


@dataclass(frozen=True, slots=True)
class UndoneOccurrence:
    """An occurrence that the vendor has where the rule puts it; ``wanted`` is None where it was cancelled.

    ``vendor_id`` and ``options`` are those that the vendor named last; "" where it has to be read first.
    """

    occurrence_id: int
    vendor_id: str
    at_vendor: WantedTimes
    wanted: WantedTimes | None
    options: Mapping[str, Any]

    @classmethod
    def from_json(cls, written: Written) -> Self:
        wanted = written["wanted"]
        return cls(
            written["occurrence"],
            written["vendor_id"],
            WantedTimes.from_json(written["at_vendor"]),
            WantedTimes.from_json(wanted) if wanted else None,
            written["options"],
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "occurrence": self.occurrence_id,
            "vendor_id": self.vendor_id,
            "at_vendor": self.at_vendor.to_json(),
            "wanted": self.wanted.to_json() if self.wanted else None,
            "options": dict(self.options),
        }

    def request(self, wanted: WantedTimes) -> OccurrenceRequest:
        """Return the whole of it at the time that is ``wanted``, without having read it again."""
        return OccurrenceRequest(
            occurrence_id=self.vendor_id,
            start_at=wanted.start_at.astimezone(UTC),
            length_minutes=wanted.length_minutes,
            config=MeetingConfig(**{name: self.options[name] for name in _CONFIG}),
            **{name: self.options[name] for name in _OPTIONS},
        )


def keep_changed(
    *, meeting: Meeting, changed: Iterable[ChangedOccurrence], answer: VendorMeeting, now: datetime
) -> list[UndoneOccurrence]:
    """Make our rows keep ``changed``, and return those that the vendor has otherwise, in the order to write them.

    To be called when ``answer`` has been taken over; the caller holds the lock of ``meeting``. One whose date the rule
    has no more has ended. Of an answer that names no occurrence nobody knows what was undone: all are written.
    """
    changed, rows, zone = list(changed), list(meeting.occurrences.all()), ZoneInfo(meeting.time_zone)
    days = {one.day for one in changed}
    regular = {row.start_at for row in rows if not row.is_cancelled and _day(row, zone) not in days}
    places = occurrences.as_vendor_keeps(schedule.planned(meeting), regular)
    found = []
    for one in changed:
        place = places.get(one.day)
        undone = place and (
            _undone(meeting, one, place, rows, answer)
            if answer.occurrences
            else _assume_undone(meeting, one, place, rows)
        )
        if undone:
            found.append(undone)
    if found:
        _write_times(meeting, rows, {one.occurrence_id: one.wanted for one in found}, now)
    return sorted(found, key=_write_order)


def keep_rule(*, meeting: Meeting, answer: VendorMeeting, now: datetime) -> list[UndoneOccurrence]:
    """Make our rows be where the rule puts them, and return those that the vendor has at another hour.

    It may hold a series at one time of day in UTC: then all that lies after a change of the clocks is an hour off. To
    be called when ``answer`` has been taken over; the caller holds the lock of ``meeting``.
    """
    if not meeting.is_series:
        return []
    rows, by_rule = list(meeting.occurrences.all()), schedule.planned(meeting)
    by_start = {row.start_at: row for row in rows if row.start_at > now and not row.is_changed}
    vendors = {one.occurrence_id: one for one in answer.occurrences}
    found = []
    for day, place in occurrences.as_vendor_keeps(by_rule, set(by_start)).items():
        row = by_start.get(place)
        one = vendors.get(row.vendor_sub_conference_id) if row else None
        if row is None or one is None or by_rule[day] == place:
            continue
        at_vendor = WantedTimes.of_occurrence(row)
        row.original_start_at = by_rule[day]
        wanted = WantedTimes(by_rule[day], at_vendor.length_minutes)
        found.append(UndoneOccurrence(row.pk, one.occurrence_id, at_vendor, wanted, _options_of(one, answer)))
    if found:
        _write_times(meeting, rows, {one.occurrence_id: one.wanted for one in found}, now)
    return sorted(found, key=_write_order)


def accept_vendor_times(*, meeting: Meeting, undone: Iterable[UndoneOccurrence], now: datetime) -> None:
    """Make our rows say what the vendor has, since that is how it stays; the caller holds the lock of ``meeting``."""
    _write_times(meeting, list(meeting.occurrences.all()), {one.occurrence_id: one.at_vendor for one in undone}, now)


def _undone(
    meeting: Meeting, changed: ChangedOccurrence, place: datetime, rows: list[Occurrence], answer: VendorMeeting
) -> UndoneOccurrence | None:
    zone = ZoneInfo(meeting.time_zone)
    row = next((row for row in rows if _day(row, zone) == changed.day), None)
    if row is None or row.is_cancelled:
        return None
    row.original_start_at = place  # also where the vendor kept it at the time that all had
    at_vendor, wanted = WantedTimes.of_occurrence(row), _wanted(meeting, changed, place)
    vendors = next((one for one in answer.occurrences if one.occurrence_id == row.vendor_sub_conference_id), None)
    if wanted == at_vendor or vendors is None:
        return None
    return UndoneOccurrence(row.pk, row.vendor_sub_conference_id, at_vendor, wanted, _options_of(vendors, answer))


def _assume_undone(
    meeting: Meeting, changed: ChangedOccurrence, place: datetime, rows: list[Occurrence]
) -> UndoneOccurrence | None:
    row = next((row for row in rows if row.original_start_at == changed.original_start_at), None)
    if row is None or meeting.repeat_minutes is None:
        return None
    at_vendor = WantedTimes(place, meeting.repeat_minutes)
    return UndoneOccurrence(row.pk, "", at_vendor, _wanted(meeting, changed, place), {})


def _day(row: Occurrence, zone: ZoneInfo) -> date:
    return row.original_start_at.astimezone(zone).date()


def _wanted(meeting: Meeting, changed: ChangedOccurrence, place: datetime) -> WantedTimes | None:
    assert meeting.repeat_minutes is not None
    span = changed.span_at(place, meeting.repeat_minutes)
    return WantedTimes(span.start_at, span.minutes) if span else None


def _write_times(
    meeting: Meeting, rows: list[Occurrence], times: Mapping[int, WantedTimes | None], now: datetime
) -> None:
    held = [row for row in rows if row.pk in times]
    for row in held:
        wanted = times[row.pk]
        row.is_cancelled = wanted is None
        if wanted:
            row.start_at, row.end_at = wanted.start_at, wanted.end_at
    Occurrence.objects.bulk_update(held, ["start_at", "end_at", "original_start_at", "is_cancelled"])
    occurrences.take_current_times(meeting, now=now)
    meeting.changed_at = now
    meeting.save()
    refresh_agenda(meeting=meeting)


def _write_order(one: UndoneOccurrence) -> tuple[int, float]:
    """Return the key by which none stands in the way of another: the vendor may let none pass its neighbours.

    What is cancelled is out of the way first; of those that go later the last one moves first, else the first one.
    """
    begins = one.at_vendor.start_at.timestamp()
    if one.wanted is None:
        return 0, begins
    return (1, -begins) if one.wanted.start_at > one.at_vendor.start_at else (2, begins)


def _options_of(one: VendorOccurrence, answer: VendorMeeting) -> dict[str, Any]:
    """Return what an edit of ``one`` has to say again: an option that it doesn't tell is that of the series."""
    config = one.config or answer.config or MeetingConfig()
    assert one.start_at is not None
    known = OccurrenceRequest.from_occurrence(one, start_at=one.start_at, length_minutes=0)
    return {name: getattr(known, name) for name in _OPTIONS} | {name: getattr(config, name) for name in _CONFIG}
