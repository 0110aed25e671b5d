"""A recording and its files (docs/vendor/history.md 13)."""

from dataclasses import dataclass, field
from datetime import datetime

from hwmeeting.wire.reading import (
    Fields,
    read_datetime,
    read_epoch_milliseconds,
    read_flag,
    read_integer,
    read_text,
    read_texts,
)


@dataclass(frozen=True, slots=True)
class Recording:
    """The recording of one session. Times are aware UTC, None where the answer has none.

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
        """Read it from an answer."""
        return cls(
            conference_uuid=read_text(source, "confUUID"),
            conference_id=read_text(source, "confID"),
            subject=read_text(source, "subject"),
            scheduler_name=read_text(source, "scheduserName"),
            start_at=read_datetime(source, "startTime"),
            seconds=read_integer(source, "rcdTime"),
            megabytes=read_integer(source, "rcdSize"),
            is_available=read_flag(source, "available") is True,
            ready_at=read_epoch_milliseconds(source, "decodeEndTime"),
            auth_type=read_integer(source, "recordAuthType"),
            watch_urls=read_texts(source, "url"),
        )


@dataclass(frozen=True, slots=True)
class Download:
    """A file to fetch from ``url``, once and within the hour, with ``token`` as the header Authorization.

    ``kind`` is Hd (the camera), Aux (what was shared) or Sd (both in one). A long recording has several of a kind.
    """

    kind: str
    url: str = field(repr=False)
    token: str = field(repr=False)

    @classmethod
    def from_vendor(cls, source: Fields) -> "Download":
        """Read it from an answer."""
        return cls(kind=read_text(source, "fileType"), url=read_text(source, "url"), token=read_text(source, "token"))


@dataclass(frozen=True, slots=True)
class RecordingFile:
    """A file as the newer call describes it. ``part`` counts the cuts (every three hours) from 1.

    ``kind`` is AUDIO, SPEAKER_VIDEO, SHARE_VIDEO or SPEAKER_SHARE_VIDEO. ``size`` is in bytes. The links are good
    for an hour.
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
        """Read it from an answer."""
        return cls(
            part=part,
            kind=read_text(source, "recordType"),
            seconds=read_integer(source, "duration"),
            size=read_integer(source, "fileSize"),
            sha256=read_text(source, "sha256"),
            play_url=read_text(source, "playUrl"),
            download_url=read_text(source, "downloadUrl"),
        )
