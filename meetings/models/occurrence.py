"""The occurrences of a meeting."""

from datetime import datetime
from uuid import UUID

from django.db import models

from meetings.models.meeting import Meeting


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Occurrences, chosen by whether they are held and lie ahead."""

    def held(self) -> "OccurrenceQuerySet":
        """Return those that take place, or did: nobody has cancelled them."""
        return self.filter(is_cancelled=False)

    def ahead(self, now: datetime) -> "OccurrenceQuerySet":
        """Return those that have yet to begin."""
        return self.held().filter(start_at__gt=now)

    def of_portal_series(self, series_id: UUID) -> "list[Occurrence]":
        """Return those of all meetings of a series that the portal keeps, by start.

        One whose meeting is not held says so itself, unsaved.
        """
        found = list(self.filter(meeting__portal_series=series_id).select_related("meeting").order_by("start_at"))
        for one in found:
            one.is_cancelled |= one.meeting.state in {Meeting.State.CANCELLED, Meeting.State.REFUSED}
        return found


class Occurrence(models.Model):
    """An occurrence of a meeting. A single meeting has exactly one; a series keeps those that are over."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="occurrences")
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    # Where the rule had put it: the RECURRENCE-ID of a moved one.
    original_start_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)
    vendor_sub_conference_id = models.CharField(max_length=64, blank=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["start_at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "original_start_at"], name="occurrence_once")]
        indexes = [models.Index(fields=["start_at"], name="occurrence_start")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.start_at:%Y-%m-%d %H:%M}"

    @property
    def is_changed(self) -> bool:
        """Return whether it is off, or not where the rule had put it."""
        return self.is_cancelled or self.start_at != self.original_start_at
