"""What somebody books again and again, but for its day."""

from django.conf import settings
from django.db import models

from encryption.fields import EncryptedJSONField
from meetings.limits import LONGEST_TEMPLATE_NAME


class BookingTemplate(models.Model):
    """A filled form without day, start and password. Its owner's alone, or, once shared, also their tenant's to use.

    ``values`` are as ``meetings.services.templates`` writes them.
    """

    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_TEMPLATE_NAME)
    is_shared = models.BooleanField(default=False)
    values = EncryptedJSONField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="booking_template_name_once")]
        indexes = [models.Index(fields=["tenant", "is_shared"], name="booking_template_shared")]

    def __str__(self) -> str:
        return self.name
