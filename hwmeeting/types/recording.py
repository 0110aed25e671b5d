"""Recordings and their files as the vendor tells of them (docs/vendor/history.md 13)."""

from dataclasses import dataclass, field
from datetime import datetime

from hwmeeting.wire import Fields, flag, moment, text, texts, thousandths, whole


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded of one session. Times are aware UTC, None where the answer has none.

    It can be watched once it ``is_available``; before that ``ready_at`` says when it is expected to be, and size and
    links may be missing. ``auth_type`` says for whom ``watch_urls`` are: 0 for everybody, 1 for the enterprise, 2 for
    those who were in the meeting.
    """

    conference_uuid: str
    conference_id: str
    subject: str
    scheduler_name: str
    start_at: datetime | None
    seconds: int | None
    megabytes: int | None
    is_available: bool
    ready_at: datetime | None
    auth_type: int | None
    watch_urls: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def from_vendor(cls, source: Fields) -> "Recording":
        """As an answer has it."""
        return cls(
            conference_uuid=text(source, "confUUID"),
            conference_id=text(source, "confID"),
            subject=text(source, "subject"),
            scheduler_name=text(source, "scheduserName"),
            start_at=moment(source, "startTime"),
            seconds=whole(source, "rcdTime"),
            megabytes=whole(source, "rcdSize"),
            is_available=flag(source, "available") is True,
            ready_at=thousandths(source, "decodeEndTime"),
            auth_type=whole(source, "recordAuthType"),
            watch_urls=texts(source, "url"),
        )


@dataclass(frozen=True, slots=True)
class Download:
    """A file to fetch from ``url`` with the token, as it stands, as the header Authorization; once, within the hour.

    ``kind`` is Hd (the camera), Aux (what was shared) or Sd (both in one). A long recording has several of a kind.
    """

    kind: str
    url: str = field(repr=False)
    token: str = field(repr=False)

    @classmethod
    def from_vendor(cls, source: Fields) -> "Download":
        """As an answer has it."""
        return cls(kind=text(source, "fileType"), url=text(source, "url"), token=text(source, "token"))


@dataclass(frozen=True, slots=True)
class RecordingFile:
    """A file as the newer call tells of it. ``part`` counts the cuts (every three hours) from 1; ``size`` is in bytes.

    ``kind`` is AUDIO, SPEAKER_VIDEO, SHARE_VIDEO or SPEAKER_SHARE_VIDEO. The links are good for an hour.
    """

    part: int | None
    kind: str
    seconds: int | None
    size: int | None
    sha256: str
    play_url: str = field(repr=False)
    download_url: str = field(repr=False)

    @classmethod
    def from_vendor(cls, part: int | None, source: Fields) -> "RecordingFile":
        """As an answer has it."""
        return cls(
            part=part,
            kind=text(source, "recordType"),
            seconds=whole(source, "duration"),
            size=whole(source, "fileSize"),
            sha256=text(source, "sha256"),
            play_url=text(source, "playUrl"),
            download_url=text(source, "downloadUrl"),
        )
