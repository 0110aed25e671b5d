"""Meetings, their occurrences and people, and the writes by which they reach the meeting service."""

from meetings.models.agenda_entry import AgendaEntry
from meetings.models.booking_template import BookingTemplate
from meetings.models.calendar_feed import CalendarFeed
from meetings.models.found_meeting import FoundMeeting
from meetings.models.invitee import Invitee
from meetings.models.meeting import Meeting
from meetings.models.meeting_tag import MeetingTag
from meetings.models.meeting_terminal import MeetingTerminal, terminals_of
from meetings.models.meeting_words import MeetingWords
from meetings.models.occurrence import Occurrence
from meetings.models.open_link import OpenLink
from meetings.models.portal_series import PortalSeries
from meetings.models.readiness_check import ReadinessCheck
from meetings.models.series_change import SeriesChange
from meetings.models.trial_meeting import TrialMeeting
from meetings.models.vendor_event import VendorEvent
from meetings.models.vendor_write import VendorWrite

__all__ = [
    "AgendaEntry",
    "BookingTemplate",
    "CalendarFeed",
    "FoundMeeting",
    "Invitee",
    "Meeting",
    "MeetingTag",
    "MeetingTerminal",
    "MeetingWords",
    "Occurrence",
    "OpenLink",
    "PortalSeries",
    "ReadinessCheck",
    "SeriesChange",
    "TrialMeeting",
    "VendorEvent",
    "VendorWrite",
    "terminals_of",
]
