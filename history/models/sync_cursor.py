"""How far the vendor's history has been read."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What is read."""

    SESSIONS = "sessions", pgettext_lazy("history", "Sessions")
    RECORDINGS = "recordings", pgettext_lazy("history", "Recordings")
    DETAILS = "details", pgettext_lazy("history", "Attendance")


class SyncCursorQuerySet(models.QuerySet["SyncCursor"]):
    """Cursors, chosen by whether there is work for them."""

    def due(self, now: datetime) -> "SyncCursorQuerySet":
        """Return those whose time has come and that nobody is working on."""
        is_free = models.Q(lease_until=None) | models.Q(lease_until__lte=now)
        return self.filter(is_free, next_at__lte=now, tenant__is_active=True, tenant__application__is_active=True)


class SyncCursor(models.Model):
    """How far one kind of rows of one tenant has been read: all that began from ``read_since`` to ``read_until``.

    The first reading goes back window by window to ``floor_at``. ``lease_until`` belongs to the process that reads.
    ``is_whole`` says that all of it was read as somebody who may read for the whole enterprise.
    ``failures`` counts those in a row; ``failure_code`` and ``failure`` say what the last one was about.
    """

    tenant = models.ForeignKey(
        "accounts.Tenant", on_delete=models.CASCADE, related_name="history_cursors", verbose_name=_("tenant")
    )
    kind = models.CharField(_("what"), max_length=12, choices=Kind.choices, default=Kind.SESSIONS)
    read_until = models.DateTimeField(_("read until"))
    read_since = models.DateTimeField(_("read since"))
    # Where the first reading began, and how far back it goes
    begun_at = models.DateTimeField()
    floor_at = models.DateTimeField()
    is_whole = models.BooleanField(default=False)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(_("last read"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure_code = models.CharField(max_length=40, blank=True)
    failure: Any = models.JSONField(default=dict, blank=True)

    objects = SyncCursorQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of the history")
        verbose_name_plural = _("reading of the history")
        constraints = [models.UniqueConstraint(fields=["tenant", "kind"], name="sync_cursor_once")]
        indexes = [models.Index(fields=["next_at"], name="sync_cursor_next")]

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.kind} {self.read_until:%Y-%m-%d %H:%M}"

    @property
    def progress(self) -> float:
        """Return how much of the first reading is done, from 0 to 1."""
        whole = (self.begun_at - self.floor_at).total_seconds()
        done = (self.begun_at - self.read_since).total_seconds()
        return 1.0 if whole <= 0 else min(1.0, max(0.0, done / whole))


class SyncGap(models.Model):
    """A span of the first reading that could not be read; the reading went on before it, and it is tried again."""

    tenant = models.ForeignKey(
        "accounts.Tenant", on_delete=models.CASCADE, related_name="history_gaps", verbose_name=_("tenant")
    )
    kind = models.CharField(_("what"), max_length=12, choices=Kind.choices)
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("to"))
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField()
    failure_code = models.CharField(max_length=40, blank=True)
    failure: Any = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("gap in the history")
        verbose_name_plural = _("gaps in the history")
        constraints = [models.UniqueConstraint(fields=["tenant", "kind", "since"], name="sync_gap_once")]

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.kind} {self.since:%Y-%m-%d %H:%M}"
