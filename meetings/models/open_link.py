"""The link of a meeting for everybody who gets hold of it."""

from django.conf import settings
from django.db import models

from accounts.audit import audited
from encryption.fields import EncryptedTextField, FingerprintField
from meetings.models.meeting import Meeting


@audited
class OpenLink(models.Model):
    """A link that belongs to nobody: whoever opens it names themselves, and has a guest's right.

    There is a row while it is switched on. A link that was replaced or switched off is one that never was.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, primary_key=True, related_name="open_link")
    # Readable by us only, so that the page of the meeting can show it; found by its hash.
    token = EncryptedTextField()
    token_hash = FingerprintField(of="token", unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.meeting_id)
