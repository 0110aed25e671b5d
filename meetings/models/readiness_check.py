"""Whether a meeting that begins soon will work, looked at once before it does."""

from datetime import datetime

from django.db import models

from meetings.models.meeting import Meeting


class ReadinessCheckQuerySet(models.QuerySet["ReadinessCheck"]):
    """Checks, chosen by what is still to be done about them."""

    def due(self, now: datetime) -> "ReadinessCheckQuerySet":
        """Return those that nobody is at, and whose meeting has yet to begin."""
        return self.filter(next_attempt_at__lte=now, start_at__gt=now)


class ReadinessCheck(models.Model):
    """The check of one occurrence, by the start that it was to have; ``findings`` are ``meetings.readiness.Finding``.

    ``next_attempt_at`` is None once it is concluded. Whoever works at it has moved that ahead, so that another one
    goes on where they die, and has raised ``attempts``, so that they write nothing after that.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="readiness_checks")
    start_at = models.DateTimeField()
    findings = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    # When the organiser was told by mail, which is once.
    told_at = models.DateTimeField(null=True, blank=True)

    objects = ReadinessCheckQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "start_at"], name="readiness_check_once")]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(next_attempt_at__isnull=False),
                name="readiness_check_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.start_at:%Y-%m-%d %H:%M}"
