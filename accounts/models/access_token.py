"""The tokens by which all processes act at the meeting service."""

from django.db import models

from accounts.models.tenant import Tenant
from accounts.models.third_party_user_id import is_not_blank
from encryption.fields import EncryptedTextField


class AccessToken(models.Model):
    """The one token by which all processes act as one user of the vendor (at most 64 may live there).

    ``lease_until`` is held by the process that is logging in or refreshing: the others wait for its result.
    ``version`` counts the leases, so that a result is written only by the one who holds the last of them.
    ``failure`` is why the last attempt came to nothing, for those who waited for it. ``used_at`` (to the
    hour) tells which tokens are worth being kept fresh.
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="tokens")
    third_party_user_id = models.CharField(max_length=64)
    access_token = EncryptedTextField(blank=True)
    refresh_token = EncryptedTextField(blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    refresh_expires_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    failure = models.JSONField(default=dict)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "third_party_user_id"], name="token_once_per_user"),
            models.CheckConstraint(condition=is_not_blank("third_party_user_id"), name="token_user_not_blank"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="token_expires_at")]

    def __str__(self) -> str:
        return f"{self.tenant_id}/{self.third_party_user_id}"
