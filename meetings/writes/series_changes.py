"""Changes of several meetings of a series that the portal keeps: stored together, and told once all are finished."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F

from meetings.mails import queueing
from meetings.models import Invitee, Meeting, Occurrence, PortalSeries, SeriesChange, VendorWrite
from meetings.recurrence import RuleProblem
from meetings.snapshots import Move, Span

# What whoever is invited has in the calendar; the vendor doesn't take all of it yet.
_KNOWN = {Meeting.State.REQUESTED, Meeting.State.BOOKED}


def describe_before(meetings: Sequence[Meeting]) -> dict[str, Any]:
    """Return how ``meetings`` are, for ``SeriesChange.before``; the first stands for whom all invite."""
    first = meetings[0]
    return {
        "subject": first.subject,
        "invited": [one.key for one in first.invitees.present().select_related("person")],
        "times": {
            str(one.pk): [one.start_at.isoformat(), one.end_at.isoformat()] for one in meetings if one.state in _KNOWN
        },
        "own": [str(one.pk) for one in meetings if any(row.is_changed for row in one.occurrences.all())],
    }


def settle_done(*, series: PortalSeries, now: datetime) -> None:
    """Tell of the change of ``series`` whose writes are all finished; the caller holds the lock of the series."""
    change = series.changes.filter(settled_at=None).select_related("requested_by").first()
    if change is None or VendorWrite.objects.open().filter(series_change=change).exists():
        return
    change.settled_at = now
    change.save(update_fields=["settled_at"])
    times = {key: Span(*map(datetime.fromisoformat, span)) for key, span in change.before["times"].items()}
    rows = Occurrence.objects.filter(meeting__in=times).select_related(
        "meeting__organiser", "meeting__tenant__application", "meeting__portal_series"
    )
    found = list(rows.order_by("start_at"))
    cancelled = [row for row in found if row.meeting.state == Meeting.State.CANCELLED]
    standing = [row for row in found if row.meeting.state in {*_KNOWN, Meeting.State.RUNNING}]
    if change.moves_rule:
        _move_rule(series, [row for row in standing if str(row.meeting_id) not in change.before["own"]])
    if cancelled:
        _tell_cancelled(change, cancelled, now)
    elif standing:
        _tell_changed(change, standing, times, now)


def _move_rule(series: PortalSeries, rows: list[Occurrence]) -> None:
    """Have the rule put ``rows``, and what lies further ahead, at the time of day at which they are now."""
    Occurrence.objects.filter(pk__in=[row.pk for row in rows]).update(original_start_at=F("start_at"))
    if not rows:
        return
    rule = series.rule
    clock = rows[0].start_at.astimezone(ZoneInfo(series.time_zone)).time()

    def at_clock(at: datetime) -> datetime:
        return at.replace(hour=clock.hour, minute=clock.minute)

    try:
        series.take_rule(replace(rule, first=at_clock(rule.first), extra=tuple(map(at_clock, rule.extra))))
    except RuleProblem:  # that day has no such time
        return
    series.save(update_fields=["first_at", "extra_starts", "rrule"])


def _tell_cancelled(change: SeriesChange, rows: list[Occurrence], now: datetime) -> None:
    """Tell those of the first of all, and whoever was invited to others alone of these."""
    for row in rows:
        row.is_cancelled = True  # by its meeting, and in this mail
    first, invited = rows[0].meeting, _invitees_by_key(rows)
    found: dict[UUID, list[Invitee]] = {first.pk: []}
    for own in invited.values():
        by_meeting = {invitee.meeting_id: invitee for invitee in own}
        start = next(row.meeting_id for row in rows if row.meeting_id in by_meeting)
        found.setdefault(start, []).append(by_meeting[start])
    for start, only in found.items():
        theirs = {invitee.meeting_id for one in only for invitee in invited[one.key]}
        queueing.queue_cancelled_occurrences(
            meeting=next(row.meeting for row in rows if row.meeting_id == start),
            occurrences=[row for row in rows if start == first.pk or row.meeting_id in theirs],
            by=change.requested_by,
            note=change.note,
            now=now,
            tell=change.tells_invitees,
            only=only,
        )


def _invitees_by_key(rows: list[Occurrence]) -> dict[int | str, list[Invitee]]:
    """Return who is invited to the meetings of ``rows``: each person's or outsider's invitees."""
    found: dict[int | str, list[Invitee]] = {}
    present = Invitee.objects.present().filter(meeting__in=[row.meeting_id for row in rows])
    for invitee in present.select_related("person").order_by("pk"):
        found.setdefault(invitee.key, []).append(invitee)
    return found


def _tell_changed(change: SeriesChange, rows: list[Occurrence], times: dict[str, Span], now: datetime) -> None:
    moves = [Move(times[str(row.meeting_id)], Span(row.start_at, row.end_at)) for row in rows]
    done = VendorWrite.objects.filter(series_change=change, state=VendorWrite.State.DONE)
    changed = set(done.values_list("meeting", flat=True))
    booked = (row.meeting for row in rows if row.meeting_id in changed)
    waiting = (row.meeting for row in rows if row.meeting.state == Meeting.State.REQUESTED)
    shown = next(booked, None) or next(waiting, None)
    if shown is None:  # all were refused, and each page says so
        return
    queueing.queue_series_change(
        meeting=shown,
        moves=[move for move in moves if move.was != move.now],
        subject=change.before["subject"],
        invited=frozenset(change.before["invited"]),
        now=now,
        tell=change.tells_invitees,
    )
