"""How good somebody's connection is (docs/vendor/control.md 10.10)."""

from dataclasses import dataclass

from hwmeeting.wire.reading import Fields, read_integer, read_object, read_objects, read_text


@dataclass(frozen=True, slots=True)
class Stream:
    """One direction of sound, picture or presentation; loss in thousandths, delay and jitter in milliseconds."""

    codec: str
    kbits: int | None
    lost_per_mille: int | None
    delay_ms: int | None
    jitter_ms: int | None
    width: int | None
    height: int | None
    frames_per_second: int | None

    @classmethod
    def from_vendor(cls, source: Fields) -> "Stream":
        """Read it from an answer."""
        return cls(
            codec=read_text(source, "codecType"),
            kbits=read_integer(source, "bandWidth"),
            lost_per_mille=read_integer(source, "lostPacketRate"),
            delay_ms=read_integer(source, "delay"),
            jitter_ms=read_integer(source, "jitter"),
            width=read_integer(source, "resolutionWidth"),
            height=read_integer(source, "resolutionHeight"),
            frames_per_second=read_integer(source, "frameRate"),
        )


@dataclass(frozen=True, slots=True)
class Media:
    """What one sends and receives of one kind."""

    sent: tuple[Stream, ...] = ()
    received: tuple[Stream, ...] = ()

    @classmethod
    def from_vendor(cls, source: Fields, name: str) -> "Media":
        """Read it from an answer."""
        media = read_object(source, name) or {}
        return cls(
            tuple(map(Stream.from_vendor, read_objects(media, "upList"))),
            tuple(map(Stream.from_vendor, read_objects(media, "downList"))),
        )


@dataclass(frozen=True, slots=True)
class ConnectionQuality:
    """The connection of one participant; bandwidth in kbit/s, loss in thousandths, delay in milliseconds.

    ``rating`` is the vendor's netRate; how it is written is not documented.
    """

    participant_id: str
    rating: str
    kbits_sent: int | None
    kbits_received: int | None
    lost_sent: int | None
    lost_received: int | None
    delay_ms: int | None
    audio: Media
    video: Media
    presentation: Media

    @classmethod
    def from_vendor(cls, source: Fields) -> "ConnectionQuality":
        """Read it from an answer."""
        return cls(
            participant_id=read_text(source, "participantID"),
            rating=read_text(source, "netRate"),
            kbits_sent=read_integer(source, "bandWidthUp"),
            kbits_received=read_integer(source, "bandWidthDown"),
            lost_sent=read_integer(source, "lostPacketRateUp"),
            lost_received=read_integer(source, "lostPacketRateDown"),
            delay_ms=read_integer(source, "delay"),
            audio=Media.from_vendor(source, "audioQos"),
            video=Media.from_vendor(source, "videoQos"),
            presentation=Media.from_vendor(source, "auxQos"),
        )
