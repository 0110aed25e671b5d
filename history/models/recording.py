"""Recordings, as the vendor's list tells them."""

from django.db import models

from accounts.models import User
from history.models.ended_session import EndedSession


class RecordingQuerySet(models.QuerySet["Recording"]):
    """Recordings, chosen by who may see their session and by whether they are still there."""

    def visible_to(self, person: User) -> "RecordingQuerySet":
        """Return those of sessions that ``person`` may see."""
        return self.filter(tenant=person.tenant_id, session__in=EndedSession.objects.visible_to(person))

    def present(self) -> "RecordingQuerySet":
        """Return those that the vendor still had when it was last asked."""
        return self.filter(gone_at=None)

    def unfinished(self) -> "RecordingQuerySet":
        """Return those that can't be watched yet."""
        return self.present().filter(is_available=False)


class Recording(models.Model):
    """The recording of one session. Addresses are never kept: they are good for an hour and asked for on the click.

    It can be watched once it ``is_available``; before that ``ready_at`` says when it is expected to be. ``auth_type``
    says who may: 0 everybody with the link, 1 the enterprise, 2 those who were in the meeting.
    """

    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.PROTECT, related_name="recordings", db_index=False)
    session = models.ForeignKey(
        EndedSession, on_delete=models.SET_NULL, null=True, blank=True, related_name="recordings", db_index=False
    )
    vendor_conference_uuid = models.CharField(max_length=64)
    vendor_conference_id = models.CharField(max_length=32, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    scheduler_name = models.CharField(max_length=200, blank=True)
    start_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(null=True, blank=True)
    megabytes = models.PositiveIntegerField(null=True, blank=True)
    is_available = models.BooleanField(default=False)
    ready_at = models.DateTimeField(null=True, blank=True)
    auth_type = models.SmallIntegerField(null=True, blank=True)
    # When the vendor had it no more
    gone_at = models.DateTimeField(null=True, blank=True)
    stored_at = models.DateTimeField()

    objects = RecordingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "vendor_conference_uuid"], name="recording_once_per_tenant")
        ]
        indexes = [
            models.Index(fields=["tenant", "-start_at", "-id"], name="recording_tenant_latest"),
            models.Index(fields=["session"], condition=models.Q(session__isnull=False), name="recording_session"),
            models.Index(
                fields=["tenant", "start_at"],
                condition=models.Q(is_available=False, gone_at__isnull=True),
                name="recording_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.start_at:%Y-%m-%d %H:%M}"
