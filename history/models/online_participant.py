"""Who was seen in a meeting while it ran."""

from django.db import models


class OnlineParticipant(models.Model):
    """Somebody whom the vendor listed in a running meeting, with the account that its history leaves out.

    ``third_party_user_id`` and ``user_uuid`` are "" for a guest without an account. ``left_at`` is when they left, by
    the vendor's clock, where that was told; else they are still in, or left some seconds before ``last_seen_at``.
    """

    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.CASCADE, related_name="+", db_index=False)
    vendor_conference_id = models.CharField(max_length=32)
    participant_id = models.CharField(max_length=64)
    name = models.CharField(max_length=200, blank=True)
    call_number = models.CharField(max_length=128, blank=True)
    third_party_user_id = models.CharField(max_length=128, blank=True)
    user_uuid = models.CharField(max_length=64, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "vendor_conference_id", "participant_id"], name="online_participant_once"
            )
        ]
        indexes = [models.Index(fields=["last_seen_at"], name="online_participant_seen")]

    def __str__(self) -> str:
        return f"{self.vendor_conference_id} {self.name}"
