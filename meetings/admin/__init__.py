"""What waits for an administrator: unconfirmed writes, mails that did not arrive, meetings that are unknown here."""

from meetings.admin.found_meetings import FoundMeetingAdmin
from meetings.admin.trial_meetings import TrialMeetingAdmin
from meetings.admin.undelivered_mails import UndeliveredMailAdmin
from meetings.admin.vendor_events import VendorEventAdmin
from meetings.admin.vendor_writes import VendorWriteAdmin

__all__ = ["FoundMeetingAdmin", "TrialMeetingAdmin", "UndeliveredMailAdmin", "VendorEventAdmin", "VendorWriteAdmin"]
