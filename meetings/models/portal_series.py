"""A series that the portal keeps itself, of single meetings, since the vendor can't keep its rule."""

import uuid
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models

from meetings.recurrence import Rule


class PortalSeries(models.Model):
    """The rule by which single meetings were booked together: its ``members``, each with an ID of its own.

    They are booked a few at a time (``meetings.writes.pacing``), and whoever is invited is told once, when all are. A
    member is a meeting like any other; only mails, links and calendar files join them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.CASCADE, related_name="+")
    organiser = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The rule as RRULE, from ``first_at`` on by the clock of ``time_zone``; days left out and starts added as ISO text
    rrule = models.CharField(max_length=255)
    first_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)
    skipped_days = models.JSONField(default=list, blank=True)
    extra_starts = models.JSONField(default=list, blank=True)
    # One calendar entry for all: its UID never changes, its sequence rises with each change that is told.
    ical_uid = models.CharField(max_length=255, unique=True)
    ical_sequence = models.PositiveIntegerField(default=0)
    # When nothing was left to do by itself: everybody was told, or all of it was taken back. Empty before that.
    settled_at = models.DateTimeField(null=True, blank=True)
    # The organiser does without those that could not be booked.
    is_partial = models.BooleanField(default=False)
    # Who has taken all of it back before anybody was told.
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "portal series"
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(settled_at=None), name="portal_series_unsettled")
        ]

    def __str__(self) -> str:
        return self.rrule

    @classmethod
    def columns_of(cls, rule: Rule) -> dict[str, Any]:
        """Return the columns that keep ``rule``."""
        return {
            "rrule": rule.rrule(),
            "first_at": rule.first,
            "time_zone": rule.zone,
            "skipped_days": [day.isoformat() for day in rule.skip],
            "extra_starts": [at.isoformat() for at in rule.extra],
        }

    def take_rule(self, rule: Rule) -> None:
        """Be held by ``rule`` from now on; the caller saves it."""
        for name, value in self.columns_of(rule).items():
            setattr(self, name, value)

    @property
    def rule(self) -> Rule:
        return Rule.from_rrule(
            self.rrule,
            first=self.first_at,
            zone=self.time_zone,
            skip=[date.fromisoformat(day) for day in _texts(self.skipped_days)],
            extra=[datetime.fromisoformat(at) for at in _texts(self.extra_starts)],
        )


def _texts(written: Any) -> list[str]:
    return list(written)  # the stubs take the field for a dictionary
