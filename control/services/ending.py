"""Ending a running meeting for everybody."""

from datetime import datetime, timedelta

from accounts.models import User
from accounts.vendor import clients
from control.models import ControlAction
from control.problems import Code
from control.services.acting import check_controllable, concluded
from control.writes import planning, sending
from control.writes.refreshing import read_meeting_anew
from l10n.problem import Problem
from meetings import access
from meetings.errors import InvalidRequest
from meetings.models import Meeting
from meetings.writes.payloads import content_hash
from meetings.writes.planning import idempotency_key

_State, _Meeting = ControlAction.State, Meeting.State
# Who asks for it once more so soon after it was ended is told that it is over.
_JUST = timedelta(hours=1)


def end(*, meeting: Meeting, by: User, reference: str, now: datetime, keeps_booking: bool = True) -> ControlAction:
    """End ``meeting`` for everybody who is in, and return how far that has come: DONE, or UNCONFIRMED.

    Without ``keeps_booking`` nobody can come back though its time is not over, which a series doesn't allow.
    One that has just ended is DONE, and ``was_needless``. The same ``reference`` returns the first action. Raises
    NotAllowed, InvalidRequest, WriteInProgress while it is being booked, TooLate for what was cancelled,
    ReferenceUsed, accounts' NotLinked, and ControlRefused for the vendor's no, also where it isn't running.
    """
    access.check_can_change(person=by, meeting=meeting)
    if not keeps_booking and meeting.is_series:
        raise InvalidRequest(Problem(Code.SERIES_STAYS, "keeps_booking"))
    content = content_hash("end", meeting=meeting.pk, **({} if keeps_booking else {"keeps": False}))
    key = idempotency_key(by=by, reference=reference, content_hash=content)
    if first := planning.find_replayed(key):
        return concluded(first)
    check_controllable(meeting=meeting)
    client = clients.client_for(person=meeting.organiser, within=meeting.tenant)
    was_on = _was_on(meeting, now)
    payload = {} if keeps_booking else {"keeps": False}
    action = planning.plan(key=key, meeting=meeting, kind=ControlAction.Kind.END, payload=payload, now=now)
    if action is None:  # another click was faster
        first = planning.find_replayed(key)
        assert first is not None
        return concluded(first)
    action = sending.send(action=action, client=client, was_on=was_on, now=now)
    if action.state == _State.DONE:
        read_meeting_anew(meeting, now=now)
    return concluded(action)


def _was_on(meeting: Meeting, now: datetime) -> bool:
    """Return whether it has run a moment ago, as far as we know."""
    if meeting.state in {_Meeting.RUNNING, _Meeting.ENDED}:
        return True
    ended = ControlAction.objects.filter(meeting=meeting, kind=ControlAction.Kind.END, state=_State.DONE)
    return ended.filter(finished_at__gt=now - _JUST).exists()
