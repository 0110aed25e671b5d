"""What was really held: sessions, who was in them, what was done and recorded; how far all that has been read."""

from history.models.anonymisation import Anonymisation
from history.models.attendance import Attendance, Presence
from history.models.control_record import ControlRecord
from history.models.ended_session import EndedSession
from history.models.identification import Confidence, Identified
from history.models.online_participant import OnlineParticipant
from history.models.personal_reading import PersonalReading
from history.models.recording import Recording
from history.models.retention import Retention
from history.models.sync_cursor import Kind, SyncCursor, SyncGap
from history.models.unstored_session import UnstoredSession

__all__ = [
    "Anonymisation",
    "Attendance",
    "Confidence",
    "ControlRecord",
    "EndedSession",
    "Identified",
    "Kind",
    "OnlineParticipant",
    "PersonalReading",
    "Presence",
    "Recording",
    "Retention",
    "SyncCursor",
    "SyncGap",
    "UnstoredSession",
]
