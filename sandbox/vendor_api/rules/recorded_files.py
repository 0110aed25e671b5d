"""List the files of a recording. For each of them the same two seconds of black are served, made with ffmpeg."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sandbox.state.meetings import Meeting
from sandbox.state.recordings import Recording

CONTENT = Path(__file__).with_name("recording.mp4").read_bytes()
SIZE, SHA256 = len(CONTENT), hashlib.sha256(CONTENT).hexdigest()
# fileType of the download: folder of the address, recordType of the newer call.
_KINDS = {
    "Aux": ("videoAux", "SHARE_VIDEO"),
    "Hd": ("videoHD", "SPEAKER_VIDEO"),
    "Sd": ("videoSD", "SPEAKER_SHARE_VIDEO"),
}


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """One file; ``kind`` is "Aux", "Hd" or "Sd", ``part`` counts from 0."""

    conf_uuid: str
    kind: str
    part: int
    is_voice: bool

    @property
    def name(self) -> str:
        """Return the end of its address."""
        return f"{_KINDS[self.kind][0]}/0_{self.part}.mp4"

    @property
    def record_type(self) -> str:
        return "AUDIO" if self.is_voice else _KINDS[self.kind][1]

    def address(self, sandbox: str) -> str:
        return f"{sandbox}/download/video/resource/{self.conf_uuid}/{self.name}"


def list_files(recording: Recording, meeting: Meeting) -> list[RecordedFile]:
    """Return the files part by part: shared screen if recorded, camera, and both in one; of a voice one file."""
    is_voice = "Video" not in meeting.fields["mediaTypes"]
    kinds = ["Sd"] if is_voice else ["Aux", "Hd", "Sd"]
    if not meeting.fields["recordAuxStream"]:
        kinds = [kind for kind in kinds if kind != "Aux"]
    parts = range(len(recording.parts))
    return [RecordedFile(recording.conf_uuid, kind, part, is_voice) for part in parts for kind in kinds]


def watch_address(sandbox: str, conf_uuid: str) -> str:
    """Return the address for a browser."""
    return f"{sandbox}/rse/play?recordId={conf_uuid}"
