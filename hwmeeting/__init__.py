"""A client for Huawei Cloud Meeting. It knows no Django.

Errors are the tree of ``hwmeeting.errors``; launch links are made by ``hwmeeting.links``, time zones known by
``hwmeeting.zones``, errors put into words by ``hwmeeting.sentences``.
"""

from hwmeeting.account_sign_in import AccountSignIn
from hwmeeting.apps import App
from hwmeeting.attendee import Attendee
from hwmeeting.client import Client
from hwmeeting.config import Entry, MeetingConfig
from hwmeeting.control import ControlToken
from hwmeeting.cycle import Cycle, CycleUnit, Occurrence, OccurrenceRequest
from hwmeeting.devices import Device
from hwmeeting.directory import DirectoryEntry, DirectoryScope
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
from hwmeeting.resources import EnterpriseUsage
from hwmeeting.rooms import EnterpriseRoom, Room, RoomMode, RoomState
from hwmeeting.sign_in import Profile, SignIn
from hwmeeting.token import Account, KeptToken, Token, TokenSource
from hwmeeting.webhooks import Webhook, WebhookStatus

__all__ = [
    "Account",
    "AccountSignIn",
    "App",
    "Attendance",
    "Attendee",
    "Client",
    "ClockDiffers",
    "Conflict",
    "ControlRecord",
    "ControlToken",
    "Cycle",
    "CycleUnit",
    "Device",
    "DirectoryEntry",
    "DirectoryScope",
    "Download",
    "EndedMeeting",
    "EnterpriseRoom",
    "EnterpriseUsage",
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
    "RoomState",
    "ServerFault",
    "SignIn",
    "SignInRequired",
    "Token",
    "TokenSource",
    "TooManyRequests",
    "Unreachable",
    "Webhook",
    "WebhookStatus",
]
