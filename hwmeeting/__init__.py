"""A client for Huawei Cloud Meeting. It knows no Django.

``Client`` acts as one user, whom ``SignIn`` or ``AccountSignIn`` signs in. ``client.control_meeting`` gives control of
a running meeting, ``EventStream`` what such a meeting pushes. Folders, top to bottom:

events/      what a running meeting pushes: the connection, typed events, who is in by them
control/     one running meeting: its token, kept alive, and every operation of control
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
from hwmeeting.control.session import ControlSession
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
from hwmeeting.events.messages import (
    CallResult,
    CallResults,
    Caption,
    InterpretersChanged,
    InvitedChanged,
    InvitedPerson,
    MeetingInfo,
    MeetingState,
    PaneSites,
    PeopleChanged,
    PersonChange,
    SpeakersChanged,
    WaitingChanged,
)
from hwmeeting.events.roster import Person, Roster
from hwmeeting.events.stream import Connected, Disconnected, EventStream
from hwmeeting.http.download import FileStream
from hwmeeting.sign_in.account import AccountSignIn
from hwmeeting.sign_in.application import Profile, Signed, SignIn
from hwmeeting.sign_in.kept_token import KeptToken
from hwmeeting.types.app import App
from hwmeeting.types.attendee import Attendee
from hwmeeting.types.connection_quality import ConnectionQuality, Media, Stream
from hwmeeting.types.control_token import ControlToken
from hwmeeting.types.cycle import Cycle, CycleUnit
from hwmeeting.types.device import CallStatus, Device, DeviceStatus
from hwmeeting.types.directory_entry import DirectoryEntry, DirectoryScope
from hwmeeting.types.event import EventAttendee, EventMessage, EventNotReadable
from hwmeeting.types.guest_entry import GuestEntry
from hwmeeting.types.interpretation import Interpreter, InterpreterGroup
from hwmeeting.types.live_config import ChatPermission, EntryRestriction, LiveConfig, RecordingState
from hwmeeting.types.live_meeting import LiveAttendee, LiveMeeting, LiveSite, SiteState
from hwmeeting.types.meeting import Meeting, MeetingDetail
from hwmeeting.types.meeting_config import Entry, MeetingConfig
from hwmeeting.types.meeting_request import MeetingRequest
from hwmeeting.types.occurrence import Occurrence, OccurrenceRequest
from hwmeeting.types.page import Page
from hwmeeting.types.participant import Participant
from hwmeeting.types.picture import Layout, Pane, Picture
from hwmeeting.types.recording import Download, Recording, RecordingFile
from hwmeeting.types.region import Region
from hwmeeting.types.room import EnterpriseRoom, Room, RoomMode, RoomState
from hwmeeting.types.session import Attendance, ControlRecord, EndedMeeting
from hwmeeting.types.site import Site
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
    "CallResult",
    "CallResults",
    "CallStatus",
    "Caption",
    "ChatPermission",
    "Client",
    "ClockDiffers",
    "Conflict",
    "Connected",
    "ConnectionQuality",
    "ControlRecord",
    "ControlSession",
    "ControlToken",
    "Cycle",
    "CycleUnit",
    "Device",
    "DeviceStatus",
    "DirectoryEntry",
    "DirectoryScope",
    "Disconnected",
    "Download",
    "EndedMeeting",
    "EnterpriseRoom",
    "EnterpriseUsage",
    "Entry",
    "EntryRestriction",
    "EventAttendee",
    "EventMessage",
    "EventNotReadable",
    "EventStream",
    "FileStream",
    "GuestEntry",
    "HwMeetingError",
    "Interpreter",
    "InterpreterGroup",
    "InterpretersChanged",
    "InvalidRequest",
    "InvitedChanged",
    "InvitedPerson",
    "KeptToken",
    "Layout",
    "LiveAttendee",
    "LiveConfig",
    "LiveMeeting",
    "LiveSite",
    "Media",
    "Meeting",
    "MeetingConfig",
    "MeetingDetail",
    "MeetingInfo",
    "MeetingRequest",
    "MeetingState",
    "NoAnswer",
    "NotAllowed",
    "NotFound",
    "Occurrence",
    "OccurrenceRequest",
    "Page",
    "Pane",
    "PaneSites",
    "Participant",
    "PeopleChanged",
    "Person",
    "PersonChange",
    "Picture",
    "Profile",
    "Recording",
    "RecordingFile",
    "RecordingState",
    "Refused",
    "Region",
    "Room",
    "RoomMode",
    "RoomState",
    "Roster",
    "ServerFault",
    "SignIn",
    "SignInRequired",
    "Signed",
    "Site",
    "SiteState",
    "SpeakersChanged",
    "Stream",
    "Token",
    "TokenSource",
    "TooManyRequests",
    "Unreachable",
    "WaitingChanged",
    "Webhook",
    "WebhookStatus",
]
