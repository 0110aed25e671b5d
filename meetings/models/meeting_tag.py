"""The tags that a business system gave a meeting."""

from django.db import models

from meetings.limits import LONGEST_TAG
from meetings.models.meeting import Meeting


class MeetingTag(models.Model):
    """A word of the business system's own, by which it finds its meetings again."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=LONGEST_TAG)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "name"], name="meeting_tag_once")]
        indexes = [models.Index(fields=["name", "meeting"], name="meeting_tag_name")]

    def __str__(self) -> str:
        return self.name
