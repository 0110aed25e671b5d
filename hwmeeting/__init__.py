"""A client for Huawei Cloud Meeting. It knows no Django.

Errors are the tree of ``hwmeeting.errors``; launch links are made by ``hwmeeting.links``, time zones known by
``hwmeeting.zones``, errors put into words by ``hwmeeting.sentences``.
"""

from hwmeeting.attendee import Attendee
from hwmeeting.client import Client
from hwmeeting.config import Entry, MeetingConfig
from hwmeeting.control import ControlToken
from hwmeeting.cycle import Cycle, CycleUnit, Occurrence, OccurrenceRequest
from hwmeeting.errors import (
    ClockDiffers,
    Conflict,
    HwMeetingError,
    InvalidRequest,
    NoAnswer,
    NotAllowed,
    NotFound,
    Refused,
    ServerFault,
    SignInRequired,
    TooManyRequests,
    Unreachable,
)
from hwmeeting.guests import GuestEntry
from hwmeeting.meeting import EndedMeeting, Meeting, MeetingDetail, Region
from hwmeeting.recording import Download, Recording, RecordingFile
from hwmeeting.records import Attendance, ControlRecord, Participant
from hwmeeting.request import MeetingRequest
from hwmeeting.rooms import Room, RoomMode
from hwmeeting.sign_in import Profile, SignIn
from hwmeeting.token import Account, KeptToken, Token, TokenSource

__all__ = [
    "Account",
    "Attendance",
    "Attendee",
    "Client",
    "ClockDiffers",
    "Conflict",
    "ControlRecord",
    "ControlToken",
    "Cycle",
    "CycleUnit",
    "Download",
    "EndedMeeting",
    "Entry",
    "GuestEntry",
    "HwMeetingError",
    "InvalidRequest",
    "KeptToken",
    "Meeting",
    "MeetingConfig",
    "MeetingDetail",
    "MeetingRequest",
    "NoAnswer",
    "NotAllowed",
    "NotFound",
    "Occurrence",
    "OccurrenceRequest",
    "Participant",
    "Profile",
    "Recording",
    "RecordingFile",
    "Refused",
    "Region",
    "Room",
    "RoomMode",
    "ServerFault",
    "SignIn",
    "SignInRequired",
    "Token",
    "TokenSource",
    "TooManyRequests",
    "Unreachable",
]
