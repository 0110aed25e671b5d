"""How the latest occurrences of a series were attended."""

from django.db import models
from django.utils.translation import pgettext_lazy


class SeriesAttendance(models.Model):
    """What the last occurrences of a series say. ``is_due``: something has changed, it is to be looked at again.

    ``in_a_row`` is how many occurrences the finding holds for, the latest first. ``came`` of ``dates`` is how many
    came to the last five together, ``came_before`` of ``dates_before`` to the five before.
    """

    class Finding(models.TextChoices):
        NONE = "", pgettext_lazy("series", "Attended")
        NOBODY = "nobody", pgettext_lazy("series", "Nobody")
        HOST_ALONE = "host_alone", pgettext_lazy("series", "Host alone")
        FEWER = "fewer", pgettext_lazy("series", "Getting fewer")

    meeting = models.OneToOneField(
        "meetings.Meeting", on_delete=models.CASCADE, primary_key=True, related_name="series_attendance"
    )
    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.CASCADE, related_name="+", db_index=False)
    is_due = models.BooleanField(default=True)
    finding = models.CharField(max_length=10, choices=Finding.choices, blank=True)
    in_a_row = models.PositiveSmallIntegerField(default=0)
    invited = models.PositiveIntegerField(default=0)
    dates = models.PositiveSmallIntegerField(default=0)
    came = models.PositiveIntegerField(default=0)
    dates_before = models.PositiveSmallIntegerField(default=0)
    came_before = models.PositiveIntegerField(default=0)
    # The start of the latest occurrence that is known
    last_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant"], condition=models.Q(is_due=True), name="series_attendance_due"),
            models.Index(
                fields=["tenant", "-last_at"], condition=~models.Q(finding=""), name="series_attendance_found"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.finding}"
