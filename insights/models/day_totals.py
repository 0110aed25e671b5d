"""The sums of one day, of a whole tenant and of each of its people."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


class DayTotals(models.Model):
    """What was held on one day of the tenant's zone; without ``person`` by everybody, else by that host.

    What is counted (sessions, who came, what was booked) belongs to the day on which the session began, time to the
    day on which it passed: of a session over midnight each day has its part. ``unread`` sessions are those of which
    nobody knows who came; they count in ``sessions`` and ``seconds`` alone. ``booked_seconds`` and ``used_seconds``
    are those of sessions that had been booked. ``attended_*`` is the person's own part in whatever they were in; the
    tenant's time is everybody's together.

    Peaks are the tenant's: how many seats were taken at once (``peak_seats``, first at that moment), by people in
    sessions outside cloud rooms, how many sessions ran and how many rooms were in use. ``*_by_hour`` are lists of 24
    numbers from midnight on, empty where all are 0: sessions begun, seats, sessions and rooms at once. Each stands for
    itself, since a page shows one of them for a year of days. An hour that the clock shows twice stands there once.
    """

    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    day = models.DateField()
    sessions = models.PositiveIntegerField(default=0)
    seconds = models.PositiveBigIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    attendees = models.PositiveIntegerField(default=0)
    invited = models.PositiveIntegerField(default=0)
    no_shows = models.PositiveIntegerField(default=0)
    booked_seconds = models.PositiveBigIntegerField(default=0)
    used_seconds = models.PositiveBigIntegerField(default=0)
    attended_sessions = models.PositiveIntegerField(default=0)
    attended_seconds = models.PositiveBigIntegerField(default=0)
    peak_seats = models.PositiveIntegerField(default=0)
    peak_seats_at = models.DateTimeField(null=True, blank=True)
    peak_sessions = models.PositiveIntegerField(default=0)
    peak_rooms = models.PositiveIntegerField(default=0)
    begun_by_hour: Any = models.JSONField(default=list)
    seats_by_hour: Any = models.JSONField(default=list)
    sessions_by_hour: Any = models.JSONField(default=list)
    rooms_by_hour: Any = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "day"], condition=Q(person=None), name="day_totals_of_tenant"),
            models.UniqueConstraint(
                fields=["person", "tenant", "day"], condition=Q(person__isnull=False), name="day_totals_of_person"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "day", "person"], condition=Q(person__isnull=False), name="day_totals_hosts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.person_id or ''} {self.day}"
