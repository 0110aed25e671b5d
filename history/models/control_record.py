"""What was done in a session."""

from django.db import models

from history.models.ended_session import EndedSession


class ControlRecord(models.Model):
    """One action in a session, in the vendor's words. ``row_key`` is made of all of them: a row has no ID."""

    tenant = models.ForeignKey(
        "accounts.Tenant", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    session = models.ForeignKey(EndedSession, on_delete=models.CASCADE, related_name="control_records", db_index=False)
    row_key = models.CharField(max_length=64)
    at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=64, blank=True)
    operator = models.CharField(max_length=200, blank=True)
    operation = models.CharField(max_length=200, blank=True)
    target = models.CharField(max_length=200, blank=True)
    result = models.CharField(max_length=200, blank=True)
    # Whoever it was is anonymous: later readings bring no name back.
    is_anonymous = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "row_key"], name="control_record_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.operation}"
