"""Create, edit and cancel series, as a whole and by occurrence."""

from dataclasses import replace
from datetime import date
from typing import Any

from sandbox import clock, ids
from sandbox.contract.errors import Refused
from sandbox.state import meetings, series, sessions
from sandbox.state.database import undone_if_refused
from sandbox.state.meetings import Meeting
from sandbox.state.series import Occurrence
from sandbox.vendor_api import callers, parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.operations import booking
from sandbox.vendor_api.rules import access, cycle, occurrence_fields, room_booking, start_time, time_zones
from sandbox.vendor_api.rules.cycle import Cycle

_NOT_FOUND, _PAST, _TOO_FAR, _NO_DATE = "MMC.111070005", "MMC.111071013", "MMC.111071014", "MMC.111071069"
_RUNS_SO_NO_EDIT, _RUNS_SO_NO_CANCEL = "MMC.111071065", "MMC.111071067"
_OUT_OF_ITS_WINDOW, _NO_IDS = "MMC.111071119", "MMC.111071016"


def create(call: Call) -> list[dict[str, Any]]:
    """Answer POST /v1/mmc/management/cycleconferences"""
    user = callers.require_member(call)
    wanted = booking.read_request(call, user)
    rule, occurrences = _plan_occurrences(call, wanted, conference_id="")
    wanted = _with_first_times(wanted, occurrences)
    room = room_booking.find_requested_room(call.db, wanted.fields, user, now=call.now)
    meeting = booking.new_meeting(call, user, wanted, room)
    occurrences = [replace(one, conference_id=meeting.conference_id) for one in occurrences]
    with undone_if_refused(call.db):
        series.save(call.db, meeting.conference_id, rule.as_dict(len(occurrences)), occurrences)
        return booking.save_and_serialize(call, meeting, wanted, room, user, event="meeting.create")


def edit(call: Call) -> list[dict[str, Any]]:
    """Answer PUT /v1/mmc/management/cycleconferences: the whole object."""
    user = call.user()
    before = _series_to_change(call)
    old = series.list_occurrences(call.db, before.conference_id)
    if sessions.find_running(call.db, before.conference_id):
        raise Refused(_RUNS_SO_NO_EDIT)
    begun = [one for one in old if one.start_at <= call.now]
    if begun and call.assumptions.value("started_series") == "refuses":
        raise Refused(_RUNS_SO_NO_EDIT)
    wanted = booking.read_request(call, user, before)
    room_booking.check_unchanged(before.fields, wanted.fields)
    if wanted.is_immediate and wanted.fields["vmrFlag"]:
        raise Refused(booking.ROOM_SO_NOT_NOW)
    rule, occurrences = _plan_occurrences(call, wanted, conference_id=before.conference_id)
    if call.assumptions.value("series_edit") == "keeps":
        occurrences = _keep_changes(old, occurrences)
    meeting = booking.changed_meeting(before, _with_first_times(wanted, occurrences))
    past = [one for one in begun if one.day not in {other.day for other in occurrences}]
    room = room_booking.find_room(call.db, before)
    with undone_if_refused(call.db):
        series.save(call.db, before.conference_id, rule.as_dict(len(occurrences)), [*past, *occurrences])
        return booking.save_and_serialize(call, meeting, wanted, room, user, event="meeting.modify")


def cancel(call: Call) -> dict[str, Any]:
    """Answer DELETE /v1/mmc/management/cycleconferences; type=1 ends an occurrence that is on."""
    call.user()
    meeting = _series_to_change(call)
    booking.end_if_allowed(call, meeting)
    meetings.cancel(call.db, meeting.conference_id)
    booking.tell(call, "meeting.cancel", meeting)
    return booking.DONE


def edit_occurrence(call: Call) -> None:
    """Answer PUT /v1/mmc/management/conferences/cyclesubconf.

    One occurrence, in whole. Answered with nothing at all.
    """
    call.user()
    meeting = _series_to_change(call)
    body = call.body()
    if booking.keeps_omitted_fields(call):
        body = _fill_omitted(call, meeting, body)
    wanted = occurrence_fields.read_occurrence(body, now=call.now)
    occurrence = _find_coming(call, meeting, wanted.occurrence_id)
    if wanted.start_at is None and meeting.fields["vmrFlag"]:
        raise Refused(booking.ROOM_SO_NOT_NOW)
    if _is_on(call, meeting, occurrence):
        raise Refused(_RUNS_SO_NO_EDIT)
    start_at = call.now // clock.MINUTE * clock.MINUTE if wanted.start_at is None else wanted.start_at
    moved = replace(
        occurrence, start_at=start_at, end_at=start_at + wanted.length * clock.MINUTE, fields=wanted.fields
    )
    if call.assumptions.value("occurrence_window") == "neighbours":
        _check_window(call, moved)
    with undone_if_refused(call.db):
        series.save_occurrence(call.db, moved)
        if room := room_booking.find_room(call.db, meeting):
            room_booking.check_free(call.db, room, meeting, now=call.now)
    booking.tell(call, "meeting.modify", meeting, moved.id)
    if sessions.find_running(call.db, meeting.conference_id) is None:
        series.move_to_next_occurrence(call.db, meeting.conference_id, now=call.now)


def cancel_occurrences(call: Call) -> None:
    """Answer DELETE /v1/mmc/management/conferences/cyclesubconf.

    Those of the body, or none. Answered with nothing at all.
    """
    call.user()
    meeting = _series_to_change(call)
    asked = call.body().get("cycleSubConfIDs")
    if not asked:
        raise Refused(_NO_IDS)
    ends_running = booking.ends_running(call)
    found = [_find_coming(call, meeting, one) for one in dict.fromkeys(asked)]
    if any(_is_on(call, meeting, occurrence) for occurrence in found):
        if not ends_running:
            raise Refused(_RUNS_SO_NO_CANCEL)
        booking.end_if_allowed(call, meeting)
    for occurrence in found:
        series.delete_occurrence(call.db, occurrence.id)
        booking.tell(call, "meeting.cancel", meeting, occurrence.id)
    if sessions.find_running(call.db, meeting.conference_id) is None:
        series.move_to_next_occurrence(call.db, meeting.conference_id, now=call.now)


def _series_to_change(call: Call) -> Meeting:
    meeting = access.meeting_to_change(call.db, parameters.conference_id(call), call.user(), now=call.now)
    if series.find_cycle(call.db, meeting.conference_id) is None:
        raise Refused(_NOT_FOUND)
    return meeting


def _plan_occurrences(
    call: Call, wanted: booking.RequestedBooking, *, conference_id: str
) -> tuple[Cycle, list[Occurrence]]:
    """Return rule and occurrences: startTime gives the time of day, cycleParams the dates, in the series' zone."""
    zone = wanted.fields["timeZoneID"]
    written = call.body().get("cycleParams")
    if written is None and conference_id and booking.keeps_omitted_fields(call):
        written = series.find_cycle(call.db, conference_id)
    rule, dates = cycle.read_cycle(written, today=time_zones.local_date(call.now, zone)).limited()
    if not dates:
        raise Refused(_NO_DATE)
    same = time_zones.SameUtcTime if call.assumptions.value("occurrence_time") == "utc" else time_zones.SameLocalTime
    starts = [same(wanted.start_at, zone).start_on(day) for day in dates]
    if starts[0] < call.now // clock.MINUTE * clock.MINUTE:
        raise Refused(_PAST)
    if starts[0] > call.now + start_time.MAX_SECONDS_AHEAD:
        raise Refused(_TOO_FAR)
    length = wanted.fields["length"] * clock.MINUTE
    return rule, [
        Occurrence(ids.hex32(), conference_id, day.isoformat(), start_at, start_at + length)
        for day, start_at in zip(dates, starts, strict=True)
    ]


def _with_first_times(wanted: booking.RequestedBooking, occurrences: list[Occurrence]) -> booking.RequestedBooking:
    """Return the booking at its first occurrence: a series is not held at once, even if that begins now."""
    first = min(occurrences, key=lambda one: one.start_at)
    return replace(wanted, start_at=first.start_at, end_at=first.end_at, is_immediate=False)


def _keep_changes(old: list[Occurrence], new: list[Occurrence]) -> list[Occurrence]:
    """Return the new ones under the ids of those of the same date, with what was changed for those alone."""
    by_day = {one.day: one for one in old}
    found = []
    for one in new:
        before = by_day.get(one.day)
        if before is None:
            found.append(one)
        elif before.fields:
            found.append(before)
        else:
            found.append(replace(one, id=before.id))
    return found


def _find_coming(call: Call, meeting: Meeting, occurrence_id: str) -> Occurrence:
    """Return an occurrence that isn't over."""
    for occurrence in series.list_occurrences(call.db, meeting.conference_id):
        if occurrence.id == occurrence_id and (occurrence.end_at > call.now or _is_on(call, meeting, occurrence)):
            return occurrence
    raise Refused(_NOT_FOUND)


def _fill_omitted(call: Call, meeting: Meeting, body: dict[str, Any]) -> dict[str, Any]:
    """Return the body with what the occurrence has, itself or from the series, in place of what it leaves out."""
    asked = body.get("cycleSubConfID")
    own = next((one.fields for one in series.list_occurrences(call.db, meeting.conference_id) if one.id == asked), {})
    known = meeting.fields | own | {"confConfigInfo": meeting.options | own.get("confConfigInfo", {})}
    names = ("mediaTypes", "isAutoRecord", "recordAuthType", "description")
    sent = {name: value for name, value in body.items() if value is not None}
    if "confConfigInfo" in sent:
        sent["confConfigInfo"] = known["confConfigInfo"] | sent["confConfigInfo"]
    return {name: known[name] for name in (*names, "confConfigInfo") if name in known} | sent


def _is_on(call: Call, meeting: Meeting, occurrence: Occurrence) -> bool:
    """Return whether the occurrence is being held, or its time has come."""
    is_held = sessions.find_running(call.db, meeting.conference_id) is not None
    return (is_held and occurrence.start_at == meeting.start_at) or (
        occurrence.start_at <= call.now < occurrence.end_at
    )


def _check_window(call: Call, moved: Occurrence) -> None:
    """Check that it lies between the one before and the one after, by the dates of the rule."""
    others = [one for one in series.list_occurrences(call.db, moved.conference_id) if one.id != moved.id]
    day = date.fromisoformat(moved.day)
    before = [one.end_at for one in others if date.fromisoformat(one.day) < day]
    after = [one.start_at for one in others if date.fromisoformat(one.day) > day]
    if (before and moved.start_at < max(before)) or (after and moved.end_at > min(after)):
        raise Refused(_OUT_OF_ITS_WINDOW)
