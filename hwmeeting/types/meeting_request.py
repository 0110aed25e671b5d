"""The request to book or change a meeting, always in whole: the vendor resets what it leaves out."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from hwmeeting.errors import ServerFault
from hwmeeting.types.attendee import Attendee
from hwmeeting.types.meeting import MeetingDetail
from hwmeeting.types.meeting_config import MeetingConfig
from hwmeeting.wire.writing import drop_empty, write_datetime, write_flag


@dataclass(frozen=True, slots=True)
class MeetingRequest:
    """The body of booking and changing (docs/vendor/meetings.md 4.1). None and "" leave a field to the vendor.

    ``start_at`` is aware, without seconds, and None means now. ``length_minutes`` 15 to 1440;
    ``media_types`` HDVideo or Voice. ``encrypt_mode``, ``conf_res_type`` and ``group_uri`` can be set but stand
    in no answer, so that a change falls back to the enterprise's setting there.
    """

    subject: str
    start_at: datetime | None
    length_minutes: int
    media_types: str = "HDVideo"
    time_zone_id: str = ""
    language: str = ""
    attendees: tuple[Attendee, ...] = ()
    config: MeetingConfig = field(default_factory=MeetingConfig)
    record_type: int | None = None
    auto_record: bool | None = None
    record_auth_type: int | None = None
    record_aux_stream: bool | None = None
    live_address: str = field(default="", repr=False)
    aux_address: str = field(default="", repr=False)
    vmr_flag: bool | None = None
    vmr_id: str = ""
    concurrent_participants: int | None = None
    interpretation: bool | None = None
    encrypt_mode: int | None = None
    conf_res_type: int | None = None
    group_uri: str = ""

    @classmethod
    def from_detail(cls, detail: MeetingDetail) -> "MeetingRequest":
        """Return the request that would leave the meeting as it is.

        Few deployments answer which notices they send: set them, or the enterprise's setting sends them.
        Raises ServerFault if the answer had no times: without them a change would start the meeting now.
        """
        meeting = detail.meeting
        if meeting.start_at is None or meeting.end_at is None:
            raise ServerFault.not_readable(status=0)
        return cls(
            subject=meeting.subject,
            start_at=meeting.start_at,
            length_minutes=int((meeting.end_at - meeting.start_at).total_seconds()) // 60,
            # An answer lists all media, a request names the richest (docs/vendor/meetings.md 4.1).
            media_types="Voice" if meeting.media_types and "Video" not in meeting.media_types else "HDVideo",
            time_zone_id=meeting.time_zone_id,
            language=meeting.language,
            attendees=detail.attendees,
            config=replace(meeting.config or MeetingConfig(), guest_password=meeting.guest_password),
            record_type=meeting.record_type,
            auto_record=meeting.auto_record,
            record_auth_type=meeting.record_auth_type,
            record_aux_stream=meeting.record_aux_stream,
            live_address=meeting.live_address,
            aux_address=meeting.aux_address,
            vmr_flag=meeting.vmr_flag,
            vmr_id=meeting.vmr_id,
            concurrent_participants=meeting.concurrent_participants,
            interpretation=meeting.interpretation,
        )

    def to_vendor(self) -> dict[str, Any]:
        """Return the fields of a request."""
        return drop_empty(
            {
                "subject": self.subject,
                "startTime": None if self.start_at is None else write_datetime(self.start_at),
                "length": self.length_minutes,
                "mediaTypes": self.media_types,
                "timeZoneID": self.time_zone_id,
                "language": self.language,
                "attendees": [attendee.to_vendor() for attendee in self.attendees],
                "confConfigInfo": self.config.to_vendor(),
                "recordType": self.record_type,
                "isAutoRecord": write_flag(self.auto_record),
                "recordAuthType": self.record_auth_type,
                "recordAuxStream": write_flag(self.record_aux_stream),
                "liveAddress": self.live_address,
                "auxAddress": self.aux_address,
                "vmrFlag": write_flag(self.vmr_flag),
                "vmrID": self.vmr_id,
                "concurrentParticipants": self.concurrent_participants,
                "supportSimultaneousInterpretation": self.interpretation,
                "encryptMode": self.encrypt_mode,
                "confResType": self.conf_res_type,
                "groupuri": self.group_uri,
            }
        )
