"""Who has a link into a meeting."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from encryption.fields import EncryptedTextField, FingerprintField
from meetings.models.meeting import Meeting


class Invitee(models.Model):
    """Somebody who has a link into the meeting: the organiser, a colleague, an outsider."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", pgettext_lazy("role", "Organiser")
        COHOST = "cohost", pgettext_lazy("role", "Co-host")
        GUEST = "guest", pgettext_lazy("role", "Guest")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitees")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.GUEST)
    email = models.EmailField()
    name = models.CharField(max_length=96)
    # The link's token: readable by us only, so that every later mail carries the same link; found by its hash.
    join_token = EncryptedTextField()
    join_token_hash = FingerprintField(of="join_token", unique=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    # The meeting's times once more (its end moves when it ends early): by them a list is one walk along an index.
    # Of a series the start of its first date and the end of its last.
    meeting_start_at = models.DateTimeField()
    meeting_end_at = models.DateTimeField()
    is_to_series = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="invitee_once_per_meeting")]
        indexes = [
            models.Index(
                fields=["person", "meeting_start_at"],
                condition=models.Q(removed_at=None),
                name="invitee_person_start",
            ),
            models.Index(
                fields=["person", "meeting_end_at"],
                condition=models.Q(removed_at=None, is_to_series=True),
                name="invitee_person_series",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Takes over the meeting's times with the first save; later they are kept in step with its dates."""
        if getattr(self, "meeting_start_at", None) is None:
            self.meeting_start_at, self.meeting_end_at = self.meeting.span()
            self.is_to_series = self.meeting.is_series
        super().save(*args, **kwargs)
