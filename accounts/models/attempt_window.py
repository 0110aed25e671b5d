"""How often something was tried within a window of time."""

from django.db import models


class AttemptWindow(models.Model):
    """The attempts under one key until ``ends_at``; the first one after that begins the next window."""

    key = models.CharField(max_length=160, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key} {self.count}"
