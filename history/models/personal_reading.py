"""How far back each person's own history has been read, where nobody may read for all."""

from django.conf import settings
from django.db import models

from history.models.sync_cursor import SyncCursor


class PersonalReading(models.Model):
    """Somebody who is read by themselves: all of theirs since ``read_since``.

    Whoever was linked before the first reading began is part of it; whoever came later is read back from where it
    began.
    """

    cursor = models.ForeignKey(SyncCursor, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cursor", "person"], name="personal_reading_once")]

    def __str__(self) -> str:
        return f"{self.cursor_id} {self.person_id}"
