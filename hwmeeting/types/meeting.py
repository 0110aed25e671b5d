"""A meeting or a series as the vendor describes it (docs/vendor/meetings.md 5)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hwmeeting.errors import ServerFault
from hwmeeting.types.attendee import Attendee
from hwmeeting.types.cycle import Cycle
from hwmeeting.types.meeting_config import MeetingConfig
from hwmeeting.types.occurrence import Occurrence
from hwmeeting.wire.reading import Fields, read_datetime, read_flag, read_integer, read_object, read_objects, read_text

_SERIES = 2  # conferenceType


@dataclass(frozen=True, slots=True)
class Meeting:
    """The vendor's ConferenceInfo (docs/vendor/meetings.md 5). Times are aware UTC, None where the answer has none.

    ``state`` is the vendor's word (Schedule, Creating, Created, Destroyed), "" if absent. The host's password
    and link are there for the host only. A series has the times of its next occurrence here; ``occurrences`` are
    those that are neither over nor cancelled.
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
        """Read it from an answer; fields that this class doesn't know are passed over."""
        config = read_object(source, "confConfigInfo")
        known = None if config is None else MeetingConfig.from_vendor(config)
        cycle = read_object(source, "cycleParams")
        passwords = {
            read_text(entry, "conferenceRole"): read_text(entry, "password")
            for entry in read_objects(source, "passwordEntry")
        }
        return cls(
            conference_id=read_text(source, "conferenceID"),
            subject=read_text(source, "subject"),
            start_at=read_datetime(source, "startTime"),
            end_at=read_datetime(source, "endTime"),
            state=read_text(source, "conferenceState"),
            access_number=read_text(source, "accessNumber"),
            guest_password=passwords.get("general") or (known.guest_password if known else ""),
            host_password=passwords.get("chair", ""),
            guest_join_uri=read_text(source, "guestJoinUri"),
            chair_join_uri=read_text(source, "chairJoinUri"),
            config=known,
            media_types=read_text(source, "mediaTypes"),
            time_zone_id=read_text(source, "timeZoneID"),
            language=read_text(source, "language"),
            scheduler_name=read_text(source, "scheduserName"),
            scheduler_user_uuid=read_text(source, "userUUID"),
            conference_uuid=read_text(source, "confUUID"),
            record_type=read_integer(source, "recordType"),
            auto_record=read_flag(source, "isAutoRecord"),
            record_auth_type=read_integer(source, "recordAuthType"),
            record_aux_stream=read_flag(source, "recordAuxStream"),
            live_address=read_text(source, "liveAddress"),
            aux_address=read_text(source, "auxAddress"),
            vmr_flag=read_flag(source, "vmrFlag"),
            vmr_id=read_text(source, "vmrID"),
            vmr_conference_id=read_text(source, "vmrConferenceID"),
            concurrent_participants=read_integer(source, "concurrentParticipants"),
            interpretation=read_flag(source, "supportSimultaneousInterpretation"),
            is_series=read_integer(source, "conferenceType") == _SERIES or read_text(source, "confType") == "CYCLE",
            cycle=None if cycle is None else Cycle.from_vendor(cycle),
            occurrences=tuple(map(Occurrence.from_vendor, read_objects(source, "subConfs"))),
        )

    @classmethod
    def from_answer(cls, answer: Any) -> "Meeting":
        """Read the one meeting of a list (docs/vendor/conventions.md 1.3); raise ServerFault if there is none."""
        first = answer[0] if isinstance(answer, list) and answer else None
        meeting = cls.from_vendor(first) if isinstance(first, dict) else None
        if meeting is None or not meeting.conference_id:
            raise ServerFault.not_readable()
        return meeting


@dataclass(frozen=True, slots=True)
class MeetingDetail:
    """A meeting with everybody who is invited (not those who came uninvited)."""

    meeting: Meeting
    attendees: tuple[Attendee, ...] = ()
