"""Cancelling a meeting."""

from datetime import datetime

from accounts.models import User
from accounts.vendor import clients
from l10n.problem import Problem
from meetings import access
from meetings.errors import WriteInProgress
from meetings.models import Meeting, VendorWrite
from meetings.problems import Code
from meetings.requests import read_note
from meetings.services import checking
from meetings.services.editing import sent
from meetings.writes import payloads, planning
from meetings.writes.kinds.cancel import CancelPayload


def cancel(
    *,
    meeting: Meeting,
    by: User,
    reference: str,
    now: datetime,
    note: str = "",
    tell: bool = True,
    precondition: planning.Precondition | None = None,
) -> VendorWrite:
    """Cancel ``meeting``, of a series all that is left of it, at the vendor, and return how far that has come.

    ``note`` is a word to the invitees; ``tell`` whether they get a mail at all. Raises NotAllowed, InvalidRequest
    for a note that is too long, TooLate, WriteInProgress (also while it is still being booked: that is withdrawn),
    accounts' NotLinked, BookingRefused for the vendor's no, and what ``precondition`` raises.
    """
    access.check_can_change(person=by, meeting=meeting)
    note = read_note(note)
    content = payloads.content_hash("cancel", meeting=meeting.pk, note=note, tell=tell)
    key = planning.idempotency_key(by=by, reference=reference, content_hash=content)
    if first := planning.find_replayed(key):
        return first
    checking.check_cancellable(meeting=meeting, now=now)
    if meeting.state == Meeting.State.REQUESTED:
        raise WriteInProgress(Problem(Code.NOT_BOOKED_YET))
    clients.client_for(person=meeting.organiser, within=meeting.tenant)
    payload = CancelPayload(note, tell)
    write = planning.plan_change(key=key, meeting=meeting, payload=payload, now=now, precondition=precondition)
    return sent(key, write, now)
