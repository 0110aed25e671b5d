"""A client for Huawei Cloud Meeting. It knows no Django.

``Client`` acts as one user, whom ``SignIn`` or ``AccountSignIn`` signs in. Folders, top to bottom:

resources/   the operations of ``Client``, one module for each noun: ``client.meetings``, ``client.series`` …
sign_in/     sign-in by application and by account, the signature, the kept token
http/        one call on its way: connections, token, repetition, answer or error
types/       the vendor's objects, as frozen dataclasses
wire/        single values as the vendor writes them
errors.py    the tree of errors; ``error_codes`` names codes, ``error_reasons`` has the kind and the sentence of each

Beside them ``links`` makes the URLs that open the vendor's client, ``zones`` numbers time zones as the vendor does,
``sentences`` puts an error into a reader's language, and ``addresses`` checks the address of a service.
"""

from hwmeeting.client import Client
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
from hwmeeting.http.download import FileStream
from hwmeeting.sign_in.account import AccountSignIn
from hwmeeting.sign_in.application import Profile, Signed, SignIn
from hwmeeting.sign_in.kept_token import KeptToken
from hwmeeting.types.app import App
from hwmeeting.types.attendee import Attendee
from hwmeeting.types.control_token import ControlToken
from hwmeeting.types.cycle import Cycle, CycleUnit
from hwmeeting.types.device import CallStatus, Device, DeviceStatus
from hwmeeting.types.directory_entry import DirectoryEntry, DirectoryScope
from hwmeeting.types.event import EventAttendee, EventMessage, EventNotReadable
from hwmeeting.types.guest_entry import GuestEntry
from hwmeeting.types.live_meeting import LiveAttendee, LiveMeeting, LiveSite, SiteState
from hwmeeting.types.meeting import Meeting, MeetingDetail
from hwmeeting.types.meeting_config import Entry, MeetingConfig
from hwmeeting.types.meeting_request import MeetingRequest
from hwmeeting.types.occurrence import Occurrence, OccurrenceRequest
from hwmeeting.types.page import Page
from hwmeeting.types.participant import Participant
from hwmeeting.types.recording import Download, Recording, RecordingFile
from hwmeeting.types.region import Region
from hwmeeting.types.room import EnterpriseRoom, Room, RoomMode, RoomState
from hwmeeting.types.session import Attendance, ControlRecord, EndedMeeting
from hwmeeting.types.token import Account, Token, TokenSource
from hwmeeting.types.usage import BoughtResources, EnterpriseUsage
from hwmeeting.types.webhook import Webhook, WebhookStatus

__all__ = [
    "Account",
    "AccountSignIn",
    "App",
    "Attendance",
    "Attendee",
    "BoughtResources",
    "CallStatus",
    "Client",
    "ClockDiffers",
    "Conflict",
    "ControlRecord",
    "ControlToken",
    "Cycle",
    "CycleUnit",
    "Device",
    "DeviceStatus",
    "DirectoryEntry",
    "DirectoryScope",
    "Download",
    "EndedMeeting",
    "EnterpriseRoom",
    "EnterpriseUsage",
    "Entry",
    "EventAttendee",
    "EventMessage",
    "EventNotReadable",
    "FileStream",
    "GuestEntry",
    "HwMeetingError",
    "InvalidRequest",
    "KeptToken",
    "LiveAttendee",
    "LiveMeeting",
    "LiveSite",
    "Meeting",
    "MeetingConfig",
    "MeetingDetail",
    "MeetingRequest",
    "NoAnswer",
    "NotAllowed",
    "NotFound",
    "Occurrence",
    "OccurrenceRequest",
    "Page",
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
    "Signed",
    "SiteState",
    "Token",
    "TokenSource",
    "TooManyRequests",
    "Unreachable",
    "Webhook",
    "WebhookStatus",
]
