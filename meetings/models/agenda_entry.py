"""What stands in whose agenda: the table that every list is read from."""

from django.conf import settings
from django.db import models

from meetings.models.meeting import Meeting
from meetings.models.occurrence import Occurrence


class AgendaEntry(models.Model):
    """One occurrence in the agenda of one person who may see it.

    It is derived from meeting, occurrence and invitee by ``meetings.writes.agenda``, in the transaction that changes
    them; nothing else writes it, and ``manage.py rebuild_agenda`` can make it anew. ``end_at`` is earlier than that of
    the occurrence where the meeting ended early. No constraint ties the first four to their tables: each costs a
    look-up per row, and a series for fifty people has thousands. Whoever deletes a meeting or an occurrence through
    its model deletes its entries.
    """

    tenant = models.ForeignKey(
        "accounts.Tenant", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agenda", db_index=False, db_constraint=False
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda", db_constraint=False)
    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.CASCADE, related_name="agenda", db_index=False, db_constraint=False
    )
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ["start_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["occurrence", "person"], name="agenda_once")]
        # All that a list asks for stands in it, so that counting reads nothing else.
        indexes = [models.Index(fields=["tenant", "person", "start_at", "end_at"], name="agenda_person_start")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.start_at:%Y-%m-%d %H:%M}"
