"""The private address at which a calendar program reads somebody's meetings."""

from django.conf import settings
from django.db import models

from accounts.audit import audited
from encryption.fields import EncryptedTextField, FingerprintField


@audited
class CalendarFeed(models.Model):
    """Whoever has the address reads when and about what its person meets, and no way into any meeting.

    There is a row while it is switched on. An address that was replaced or switched off is one that never was.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="calendar_feed"
    )
    # Readable by us only, so that its person can see it again; found by its hash.
    token = EncryptedTextField()
    token_hash = FingerprintField(of="token", unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)
