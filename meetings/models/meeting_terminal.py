"""The hard terminals that a meeting calls."""

from django.db import models

from meetings.limits import LONGEST_NAME, LONGEST_NUMBER
from meetings.models.meeting import Meeting


class MeetingTerminal(models.Model):
    """A terminal that is invited: ``number`` is what the meeting calls, ``name`` what it was called when chosen."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="terminals")
    number = models.CharField(max_length=LONGEST_NUMBER)
    name = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="meeting_terminal_once")]
        indexes = [models.Index(fields=["number", "meeting"], name="meeting_terminal_number")]

    def __str__(self) -> str:
        return self.name


def terminals_of(meeting: Meeting) -> list[MeetingTerminal]:
    """Return the terminals of ``meeting``; no query where it calls none."""
    return list(meeting.terminals.all()) if meeting.calls_terminals else []
