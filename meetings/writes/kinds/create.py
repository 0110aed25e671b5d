"""Booking a meeting, single or a series."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db.models import prefetch_related_objects

from accounts.models import User
from hwmeeting import Client
from hwmeeting import Meeting as VendorMeeting
from meetings import refusals
from meetings.mails import queueing
from meetings.models import Meeting, VendorWrite
from meetings.writes import exceptions, matching, vendor_requests
from meetings.writes.agenda import refresh_agenda
from meetings.writes.applying import apply_vendor_answer
from meetings.writes.kinds.findings import Confirmed, Finding, Missing, Several
from meetings.writes.kinds.kind import Call, FollowUp, WriteKind, give_up_at
from meetings.writes.kinds.restore_occurrence import first_of
from meetings.writes.payloads import VERSION_REPLACING, VERSION_WITH_TERMINALS, WantedMeeting, Written
from meetings.writes.taking_over import give_up, take_over


@dataclass(frozen=True, slots=True)
class CreatePayload:
    """``has_own_password``: a person chose the guest password, so that other meetings may have it, too.

    ``replaces`` is the meeting of whose dates it takes the place (``meetings.writes.taking_over``).
    """

    kind: ClassVar[str] = VendorWrite.Kind.CREATE

    wanted: WantedMeeting
    has_own_password: bool = False
    replaces: UUID | None = None

    @classmethod
    def from_json(cls, written: Written) -> Self:
        replaces = written.get("replaces")
        wanted = WantedMeeting.from_json(written["wanted"])
        return cls(wanted, written["own_password"], UUID(replaces) if replaces else None)

    @property
    def is_recognisable(self) -> bool:
        """Return whether nothing but this booking can match it: no room that is booked again, no chosen password."""
        return not (self.has_own_password or self.wanted.room_id)

    def to_json(self) -> dict[str, Any]:
        version, replaces = self.wanted.version, {"replaces": str(self.replaces)} if self.replaces else {}
        version = max(version, VERSION_REPLACING) if replaces else version
        found = {"version": version, "wanted": self.wanted.to_json(), "own_password": self.has_own_password}
        return found | replaces


def _prepare(client: Client, write: VendorWrite, payload: CreatePayload) -> Call:
    wanted = payload.wanted
    if not payload.is_recognisable:  # a password that we made nobody else has, and the list isn't worth a call
        matching.record_known(client, write, wanted)
    request = vendor_requests.booking_request(meeting=write.meeting, wanted=wanted)
    cycle = vendor_requests.cycle(wanted)
    return lambda: client.series.create(request, cycle) if cycle else client.meetings.create(request)


def _conclude(
    meeting: Meeting, write: VendorWrite, payload: CreatePayload, answer: VendorMeeting | None, now: datetime
) -> FollowUp | None:
    assert answer is not None
    apply_vendor_answer(meeting=meeting, answer=answer, now=now, is_new=True)
    changed = take_over(successor=meeting, replaced=payload.replaces, now=now) if payload.replaces else []
    has_exceptions = changed and meeting.is_series
    undone = (
        exceptions.keep_changed(meeting=meeting, changed=changed, answer=answer, now=now) if has_exceptions else []
    )
    undone += exceptions.keep_rule(meeting=meeting, answer=answer, now=now)
    if follow_up := first_of(undone, after=write):
        return follow_up  # everybody is told once each is where it is to be
    if meeting.known_invitees:
        prefetch_related_objects([invitee for invitee in meeting.known_invitees if invitee.person_id], "person")
    if meeting.portal_series_id is None:  # of a series everybody is told once, when all of it is booked
        queueing.queue_invitations(meeting=meeting, now=now, only=meeting.known_invitees)
    return None


def _conclude_refused(meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    meeting.state, meeting.changed_at = Meeting.State.REFUSED, now
    meeting.save(update_fields=["state", "changed_at"])
    refresh_agenda(meeting=meeting)
    _give_up_replacing(write, now)
    _tell_it_is_off(meeting, meeting.organiser, now)


def _conclude_withdrawn(meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    _give_up_replacing(write, now)
    _tell_it_is_off(meeting, meeting.cancelled_by or meeting.organiser, now)


def _tell_it_is_off(meeting: Meeting, by: User, now: datetime) -> None:
    """Tell of one that lay further ahead than the vendor takes: with its series everybody has it in the calendar."""
    if meeting.portal_series and meeting.portal_series.settled_at:
        (occurrence,) = meeting.occurrences.all()
        queueing.queue_cancelled_occurrence(meeting=meeting, occurrence=occurrence, by=by, note="", now=now)


def _give_up_replacing(write: VendorWrite, now: datetime) -> None:
    if replaces := write.payload.get("replaces"):  # also of a payload that only a newer version can read
        give_up(replaced=UUID(replaces), now=now)


def _look_up(client: Client, write: VendorWrite, payload: CreatePayload) -> Finding:
    found = matching.candidates(client, write, payload.wanted)
    if len(found) == 1:
        return Confirmed(found[0])
    if found:
        return Several(tuple(meeting.conference_id for meeting in found))
    # Where there were several before, one of them may have been it: somebody has cancelled them since.
    return Missing(refusals.NOT_REACHED, may_send_again=not write.candidates)


def _deadline(write: VendorWrite) -> datetime:
    """Return until when it is tried: a person who starts a meeting now waits for nothing."""
    return write.created_at if write.meeting.kind == Meeting.Kind.INSTANT else give_up_at(write)


def _tells_result(meeting: Meeting) -> bool:
    """Return whether the organiser hears of this one alone: of a series only where it could not be booked."""
    return meeting.portal_series_id is None or meeting.state == Meeting.State.REFUSED


CREATE = WriteKind(
    from_json=CreatePayload.from_json,
    prepare=_prepare,
    conclude=_conclude,
    look_up=_look_up,
    deadline=_deadline,
    conclude_refused=_conclude_refused,
    conclude_withdrawn=_conclude_withdrawn,
    tells_result=_tells_result,
    is_booking=True,
    newest_version=VERSION_WITH_TERMINALS,
)
