"""What waits for an administrator: writes in doubt, and mails that did not arrive."""

from meetings.admin.undelivered_mails import UndeliveredMailAdmin
from meetings.admin.vendor_writes import VendorWriteAdmin

__all__ = ["UndeliveredMailAdmin", "VendorWriteAdmin"]
