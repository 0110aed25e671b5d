"""A change of several meetings of a series that the portal keeps."""

import uuid

from django.conf import settings
from django.db import models

from meetings.limits import LONGEST_NOTE
from meetings.models.portal_series import PortalSeries


class SeriesChange(models.Model):
    """What somebody wants done to some meetings of a series: a write for each, told once none is open any more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(PortalSeries, on_delete=models.CASCADE, related_name="changes")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # One-time: the second use by the same person is the first one again.
    reference = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    tells_invitees = models.BooleanField(default=True)
    # How the meetings that it is about were before: subject, keys of who was invited, and each one's times.
    before = models.JSONField()
    # Those that it moves are where the rule puts them from now on.
    moves_rule = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    # When everybody was told. Empty before that.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requested_by", "reference"], name="series_change_reference_once"),
            models.UniqueConstraint(
                fields=["series"], condition=models.Q(settled_at=None), name="series_change_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(settled_at=None), name="series_change_unsettled")
        ]

    def __str__(self) -> str:
        return str(self.pk)
