"""A client for Huawei Cloud Meeting. It knows no Django.

Errors are the tree of ``hwmeeting.errors``; launch links are made by ``hwmeeting.links``, time zones known by
``hwmeeting.zones``, errors put into words by ``hwmeeting.sentences``.
"""

from hwmeeting.account_sign_in import AccountSignIn
from hwmeeting.apps import App
from hwmeeting.attendee import Attendee
from hwmeeting.client import Client
from hwmeeting.config import Entry, MeetingConfig
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
from hwmeeting.meeting import EndedMeeting, Meeting, MeetingDetail
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
    "Attendee",
    "Client",
    "ClockDiffers",
    "Conflict",
    "Cycle",
    "CycleUnit",
    "Device",
    "DirectoryEntry",
    "DirectoryScope",
    "EndedMeeting",
    "EnterpriseRoom",
    "EnterpriseUsage",
    "Entry",
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
    "Profile",
    "Refused",
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
