"""Sessions that have ended, as the vendor's history tells them."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from accounts.models import User
from history.models.identification import Confidence


class EndedSessionQuerySet(models.QuerySet["EndedSession"]):
    """Sessions, chosen by who may see them and by what is left to read of them."""

    def visible_to(self, person: User) -> "EndedSessionQuerySet":
        """Return what ``person`` organised, was invited to or certainly was in; administrators see their tenant's.

        By a name alone nobody gets to see a session: two people may have the same one.
        """
        own = self.filter(tenant=person.tenant_id) if person.tenant_id and person.is_active else self.none()
        if person.is_staff:
            return own
        part = models.Q(is_invited=True) | models.Q(confidence=Confidence.CERTAIN)
        parts = person.presences.filter(part, tenant=person.tenant_id)
        return own.filter(pk__in=parts.values("session"))

    def due(self, *, tenant_id: int) -> "EndedSessionQuerySet":
        """Return those of which attendance and control records are to be read, whenever that is."""
        return self.filter(tenant=tenant_id, details_due_at__isnull=False)

    def unsummed(self, *, tenant_id: int) -> "EndedSessionQuerySet":
        """Return those that the sums of their days don't have yet, or have as they were before."""
        return self.filter(tenant=tenant_id, is_summed=False)


class EndedSession(models.Model):
    """One actual session: a conference ID that was held several times has several.

    ``start_at`` and ``end_at`` are to the minute, as the vendor tells them. ``attendee_count`` and
    ``attended_seconds`` are None until the attendance has been read.
    """

    class Details(models.TextChoices):
        """How far the reading of attendance and control records has come."""

        WAITING = "waiting", pgettext_lazy("details", "Not read yet")
        READ = "read", pgettext_lazy("details", "Read")
        REFUSED = "refused", pgettext_lazy("details", "Not allowed to read")
        GONE = "gone", pgettext_lazy("details", "No longer kept by the meeting service")
        FAILED = "failed", pgettext_lazy("details", "Could not be read")
        PURGED = "purged", pgettext_lazy("details", "No longer kept here")

    tenant = models.ForeignKey(
        "accounts.Tenant", on_delete=models.PROTECT, related_name="ended_sessions", db_index=False
    )
    meeting = models.ForeignKey(
        "meetings.Meeting",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        db_index=False,
    )
    occurrence = models.ForeignKey(
        "meetings.Occurrence",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        db_index=False,
    )
    # Who held it, where that is somebody of ours; what the vendor calls them stands beside it.
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions_held",
        db_index=False,
    )
    scheduler_name = models.CharField(max_length=200, blank=True)
    scheduler_uuid = models.CharField(max_length=64, blank=True)
    vendor_conference_uuid = models.CharField(max_length=64)
    vendor_conference_id = models.CharField(max_length=32)
    # The number of the cloud room, "" where it was held in none.
    room_number = models.CharField(max_length=64, blank=True)
    subject = models.CharField(max_length=200)
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    has_recording = models.BooleanField(default=False)
    attendee_count = models.PositiveIntegerField(null=True, blank=True)
    attended_seconds = models.PositiveBigIntegerField(null=True, blank=True)
    details = models.CharField(max_length=8, choices=Details.choices, default=Details.WAITING)
    # None once nothing is left to read.
    details_due_at = models.DateTimeField(null=True, blank=True)
    details_attempts = models.PositiveSmallIntegerField(default=0)
    details_error = models.CharField(max_length=40, blank=True)
    details_read_at = models.DateTimeField(null=True, blank=True)
    stored_at = models.DateTimeField(null=True, blank=True)
    # Whether the sums of its days have what stands here; whoever changes times, host or attendance says False. With
    # which times they have it is kept, so that a session that has moved leaves its days of before.
    is_summed = models.BooleanField(default=False)
    summed_start_at = models.DateTimeField(null=True, blank=True)
    summed_end_at = models.DateTimeField(null=True, blank=True)

    objects = EndedSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "vendor_conference_uuid"], name="session_once_per_tenant")
        ]
        indexes = [
            models.Index(fields=["tenant", "-start_at", "-id"], name="session_tenant_latest"),
            models.Index(fields=["tenant", "vendor_conference_id"], name="session_tenant_conference"),
            models.Index(
                fields=["meeting", "start_at"], condition=models.Q(meeting__isnull=False), name="session_meeting"
            ),
            models.Index(
                fields=["occurrence"], condition=models.Q(occurrence__isnull=False), name="session_occurrence"
            ),
            models.Index(
                fields=["organiser", "-start_at"],
                condition=models.Q(organiser__isnull=False),
                name="session_organiser",
            ),
            models.Index(
                fields=["tenant", "details_due_at"],
                condition=models.Q(details_due_at__isnull=False),
                name="session_details_due",
            ),
            models.Index(fields=["tenant", "-start_at"], condition=models.Q(is_summed=False), name="session_unsummed"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.start_at:%Y-%m-%d %H:%M}"

    @property
    def knows_guests(self) -> bool:
        """Return whether it is known who was invited: of a meeting that is unknown here, only who held it is."""
        return self.meeting_id is not None
