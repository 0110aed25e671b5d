"""Meetings as the vendor tells of them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hwmeeting.errors import NOT_READABLE, ServerFault
from hwmeeting.types.attendee import Attendee
from hwmeeting.types.cycle import Cycle
from hwmeeting.types.meeting_config import MeetingConfig
from hwmeeting.types.occurrence import Occurrence
from hwmeeting.wire import Fields, fields, flag, moment, rows, text, whole

_SERIES = 2  # conferenceType


@dataclass(frozen=True, slots=True)
class Meeting:
    """The vendor's ConferenceInfo (docs/vendor/meetings.md 5). Times are aware UTC, None where the answer has none.

    ``state`` is the vendor's word (Schedule, Creating, Created, Destroyed), "" if absent. The host's password
    and link are there for the host only. A series has the times of its next date here; ``occurrences`` are the
    dates that are neither over nor cancelled.
    """

    conference_id: str
    subject: str = ""
    start_at: datetime | None = None
    end_at: datetime | None = None
    state: str = ""
    access_number: str = ""
    guest_password: str = field(default="", repr=False)
    host_password: str = field(default="", repr=False)
    guest_join_uri: str = field(default="", repr=False)
    chair_join_uri: str = field(default="", repr=False)
    config: MeetingConfig | None = None
    media_types: str = ""
    time_zone_id: str = ""
    language: str = ""
    scheduler_name: str = ""
    scheduler_user_uuid: str = ""
    conference_uuid: str = ""
    record_type: int | None = None
    auto_record: bool | None = None
    record_auth_type: int | None = None
    record_aux_stream: bool | None = None
    live_address: str = field(default="", repr=False)
    aux_address: str = field(default="", repr=False)
    vmr_flag: bool | None = None
    vmr_id: str = ""
    vmr_conference_id: str = ""
    concurrent_participants: int | None = None
    interpretation: bool | None = None
    is_series: bool = False
    cycle: Cycle | None = None
    occurrences: tuple[Occurrence, ...] = ()

    @classmethod
    def from_vendor(cls, source: Fields) -> "Meeting":
        """As an answer has it; what this class doesn't know is passed over."""
        config = fields(source, "confConfigInfo")
        known = None if config is None else MeetingConfig.from_vendor(config)
        cycle = fields(source, "cycleParams")
        passwords = {text(entry, "conferenceRole"): text(entry, "password") for entry in rows(source, "passwordEntry")}
        return cls(
            conference_id=text(source, "conferenceID"),
            subject=text(source, "subject"),
            start_at=moment(source, "startTime"),
            end_at=moment(source, "endTime"),
            state=text(source, "conferenceState"),
            access_number=text(source, "accessNumber"),
            guest_password=passwords.get("general") or (known.guest_password if known else ""),
            host_password=passwords.get("chair", ""),
            guest_join_uri=text(source, "guestJoinUri"),
            chair_join_uri=text(source, "chairJoinUri"),
            config=known,
            media_types=text(source, "mediaTypes"),
            time_zone_id=text(source, "timeZoneID"),
            language=text(source, "language"),
            scheduler_name=text(source, "scheduserName"),
            scheduler_user_uuid=text(source, "userUUID"),
            conference_uuid=text(source, "confUUID"),
            record_type=whole(source, "recordType"),
            auto_record=flag(source, "isAutoRecord"),
            record_auth_type=whole(source, "recordAuthType"),
            record_aux_stream=flag(source, "recordAuxStream"),
            live_address=text(source, "liveAddress"),
            aux_address=text(source, "auxAddress"),
            vmr_flag=flag(source, "vmrFlag"),
            vmr_id=text(source, "vmrID"),
            vmr_conference_id=text(source, "vmrConferenceID"),
            concurrent_participants=whole(source, "concurrentParticipants"),
            interpretation=flag(source, "supportSimultaneousInterpretation"),
            is_series=whole(source, "conferenceType") == _SERIES or text(source, "confType") == "CYCLE",
            cycle=None if cycle is None else Cycle.from_vendor(cycle),
            occurrences=tuple(map(Occurrence.from_vendor, rows(source, "subConfs"))),
        )


def meeting_of(found: Any) -> Meeting:
    """The one meeting of a list (docs/vendor/conventions.md 1.3). Raises ServerFault where there is none."""
    first = found[0] if isinstance(found, list) and found else None
    meeting = Meeting.from_vendor(first) if isinstance(first, dict) else None
    if meeting is None or not meeting.conference_id:
        raise ServerFault(code=NOT_READABLE, status=200)
    return meeting


@dataclass(frozen=True, slots=True)
class MeetingDetail:
    """A meeting with everybody who is invited (not those who came by themselves)."""

    meeting: Meeting
    attendees: tuple[Attendee, ...] = ()
