"""For how long a tenant keeps what was held."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audit import audited

# A hundred years
_LONGEST = 36_500
_DAYS: Any = {"null": True, "blank": True, "validators": [MinValueValidator(1), MaxValueValidator(_LONGEST)]}


class Edges(NamedTuple):
    """What began before these times is kept no more; None: it is kept."""

    sessions: datetime | None = None
    attendance: datetime | None = None
    control_records: datetime | None = None
    recordings: datetime | None = None


def is_kept(at: datetime, edge: datetime | None) -> bool:
    """Return whether what began at that time is kept."""
    return edge is None or at >= edge


@audited
class Retention(models.Model):
    """For how many days a tenant keeps each kind of rows, counted from the start of the session; None is for ever.

    ``attendance_purged_until`` and ``control_records_purged_until`` are how far that was done, so that it isn't looked
    for again each night. Sessions and recordings that are gone are gone.
    """

    tenant = models.OneToOneField(
        "accounts.Tenant", on_delete=models.CASCADE, related_name="retention", verbose_name=_("tenant")
    )
    session_days = models.PositiveIntegerField(_("days of sessions"), **_DAYS)
    attendance_days = models.PositiveIntegerField(_("days of attendance"), **_DAYS)
    control_record_days = models.PositiveIntegerField(_("days of what was done in a session"), **_DAYS)
    recording_days = models.PositiveIntegerField(_("days of rows about recordings"), **_DAYS)
    attendance_purged_until = models.DateTimeField(null=True, blank=True, editable=False)
    control_records_purged_until = models.DateTimeField(null=True, blank=True, editable=False)
    purged_at = models.DateTimeField(_("last purged"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("how long the history is kept")
        verbose_name_plural = _("how long the history is kept")

    def __str__(self) -> str:
        return str(self.tenant)

    def edges(self, now: datetime) -> Edges:
        """Return before when nothing is kept: what belongs to a session goes with it at the latest."""
        sessions = _edge(self.session_days, now)
        return Edges(
            sessions=sessions,
            attendance=_later(_edge(self.attendance_days, now), sessions),
            control_records=_later(_edge(self.control_record_days, now), sessions),
            recordings=_later(_edge(self.recording_days, now), sessions),
        )


def edges_of(tenant_id: int, now: datetime) -> Edges:
    """Return before when a tenant keeps nothing; of one that has said nothing, everything is kept."""
    found = Retention.objects.filter(tenant=tenant_id).first()
    return found.edges(now) if found else Edges()


def _edge(days: int | None, now: datetime) -> datetime | None:
    return None if days is None else now - timedelta(days=days)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((each for each in (one, other) if each), default=None)
