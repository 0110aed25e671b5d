"""How a meeting that runs is right now, as a watcher has heard it."""

from datetime import datetime, timedelta

from django.db import models

from meetings.models import Meeting

# A watcher that has died is replaced after so long; one that lives says so three times meanwhile.
LEASE = timedelta(seconds=6)
# Whoever looks at a meeting says so again and again; for so long after the last time it counts as looked at.
LOOKED_AT = timedelta(seconds=30)


class RunningMeetingQuerySet(models.QuerySet["RunningMeeting"]):
    """Selects rows by which watcher has them."""

    def free(self, now: datetime) -> "RunningMeetingQuerySet":
        """Return those of running meetings that no watcher has, or whose watcher has died."""
        return self.filter(lease_until__lte=now, meeting__state=Meeting.State.RUNNING)

    def of(self, owner: str) -> "RunningMeetingQuerySet":
        """Return those that this watcher has."""
        return self.filter(lease_owner=owner)

    def left_behind(self, now: datetime) -> "RunningMeetingQuerySet":
        """Return those whose meeting runs no more, and that nobody has."""
        return self.filter(lease_until__lte=now).exclude(meeting__state=Meeting.State.RUNNING)


class RunningMeeting(models.Model):
    """One row while a meeting runs; ``state`` is a ``control.snapshots.LiveState``, and gone with the meeting's end.

    One watcher has the row at a time (``lease_owner`` until ``lease_until``), and writes it only while it has.
    ``version`` rises with each change, so that whoever looks knows whether there is anything new. What it says was
    true at ``confirmed_at``: None before anything is known.
    """

    class Source(models.TextChoices):
        """Whether nothing is known yet, or the meeting service tells it, or it is asked again and again."""

        NONE = ""
        SOCKET = "socket"
        POLLING = "polling"

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, primary_key=True, related_name="running")
    lease_owner = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField()
    source = models.CharField(max_length=8, default=Source.NONE, blank=True)
    state = models.JSONField(default=dict)
    version = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    # When somebody who leads it last looked at its page: what costs the vendor's calls is asked only meanwhile.
    looked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = RunningMeetingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["lease_until"], name="running_meeting_lease"),
            models.Index(fields=["lease_owner"], name="running_meeting_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.version}"
