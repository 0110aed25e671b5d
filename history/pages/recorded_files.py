"""The files of a recording, of which a reader chooses one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from history.models import Recording
from history.services import recordings
from hwmeeting import Download, RecordingFile


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file: its number among those that the meeting service names, and what can be done with it."""

    number: int
    name: str
    note: str
    can_watch: bool
    can_download: bool


@dataclass(frozen=True, slots=True)
class RecordedFiles:
    """The files of one recording."""

    session_id: int
    recording_id: int
    subject: str
    files: tuple[FileRow, ...]


def build_recorded_files(recording: Recording, files: Sequence[RecordingFile]) -> RecordedFiles:
    """Return the files without their addresses, which are asked for once one is chosen."""
    assert recording.session is not None
    has_parts = len({file.part for file in files}) > 1
    return RecordedFiles(
        session_id=recording.session.pk,
        recording_id=recording.pk,
        subject=recording.session.subject,
        files=tuple(_row(number, file, has_parts=has_parts) for number, file in enumerate(files)),
    )


def build_downloads(recording: Recording, downloads: Sequence[Download]) -> RecordedFiles:
    """Return the same of files that come for a token alone, which can be kept and not watched."""
    assert recording.session is not None
    seen: Counter[str] = Counter()
    rows = []
    has_parts = len({each.kind for each in downloads}) < len(downloads)
    for number, each in enumerate(downloads):
        seen[each.kind] += 1
        name = _token_kinds().get(each.kind, each.kind or _("File"))
        if has_parts:
            name = _("%(name)s, part %(part)s") % {"name": name, "part": seen[each.kind]}
        rows.append(FileRow(number, name, "", can_watch=False, can_download=True))
    return RecordedFiles(recording.session.pk, recording.pk, recording.session.subject, tuple(rows))


def _row(number: int, file: RecordingFile, *, has_parts: bool) -> FileRow:
    name = _kinds().get(file.kind, file.kind or _("File"))
    if has_parts and file.part:
        name = _("%(name)s, part %(part)s") % {"name": name, "part": file.part}
    notes = []
    if file.seconds:
        notes.append(_("%(count)s min") % {"count": max(1, round(file.seconds / 60))})
    if file.size:
        notes.append(_("%(count)s MB") % {"count": max(1, round(file.size / 1_000_000))})
    return FileRow(
        number=number,
        name=name,
        note=" · ".join(notes),
        can_watch=bool(recordings.address(file, is_download=False)),
        can_download=bool(recordings.address(file, is_download=True)),
    )


def _token_kinds() -> dict[str, str]:
    return {
        "Hd": pgettext("recorded", "Speaker"),
        "Aux": pgettext("recorded", "Shared screen"),
        "Sd": pgettext("recorded", "Screen and speaker"),
    }


def _kinds() -> dict[str, str]:
    return {
        "AUDIO": pgettext("recorded", "Sound only"),
        "SPEAKER_VIDEO": pgettext("recorded", "Speaker"),
        "SHARE_VIDEO": pgettext("recorded", "Shared screen"),
        "SPEAKER_SHARE_VIDEO": pgettext("recorded", "Screen and speaker"),
    }
