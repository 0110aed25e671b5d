"""What events tell of a meeting: it is read anew at the vendor, who alone says how it is."""

from datetime import datetime, timedelta

import structlog

from accounts.errors import AccountError
from hwmeeting import HwMeetingError
from hwmeeting.types import event
from meetings.models import Meeting, VendorEvent
from meetings.writes import syncing

_log = structlog.get_logger("meetings.vendor_events")

# 4, 8, 16 … seconds apart, some two minutes in all: the next comparison of all meetings has come by then.
_MOST_ATTEMPTS = 5
_State = VendorEvent.State


def apply(*, tenant_id: int, conference_id: str, now: datetime) -> None:
    """Follow whatever waits about one meeting, in one reading: order and repetition of events don't matter.

    While a write of ours is on its way, or the vendor doesn't answer, they wait on.
    """
    waiting = VendorEvent.objects.waiting().filter(tenant=tenant_id, vendor_conference_id=conference_id)
    found = list(waiting.only("pk", "name", "attempts"))
    if not found:
        return
    meeting = (
        Meeting.objects.standing()
        .filter(tenant=tenant_id, vendor_conference_id=conference_id)
        .select_related("organiser", "tenant__application")
        .first()
    )
    if meeting is None:
        _finish(found, _State.KEPT)
        return
    try:
        is_followed = syncing.read_anew(meeting, now=now, announced=_announced({one.name for one in found}))
    except (HwMeetingError, AccountError) as error:
        _log.warning("a meeting of an event can't be read", meeting=str(meeting.pk), error=repr(error))
        is_followed = False
    if is_followed:
        _finish(found, _State.APPLIED)
    else:
        _put_off(found, now)


def _announced(names: set[str]) -> Meeting.State | None:
    """Return what has become of the meeting where the vendor has it no more."""
    if event.CANCELLED in names:
        return Meeting.State.CANCELLED
    return Meeting.State.ENDED if event.CONCLUDED in names else None


def _finish(found: list[VendorEvent], state: VendorEvent.State) -> None:
    VendorEvent.objects.filter(pk__in=[one.pk for one in found]).update(state=state)


def _put_off(found: list[VendorEvent], now: datetime) -> None:
    for one in found:
        one.attempts += 1
        one.next_attempt_at = now + timedelta(seconds=2**one.attempts * 2)
        if one.attempts >= _MOST_ATTEMPTS:
            one.state = _State.LEFT
    VendorEvent.objects.bulk_update(found, ["attempts", "next_attempt_at", "state"])
