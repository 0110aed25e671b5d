"""Why somebody was not linked by their tenant's rule."""

from typing import Any

from django.db import models

from accounts.models.person import User


class AutoLinkRefusal(models.Model):
    """What stood in the way when the person last signed in: the code of a problem, with its ``params``.

    Whoever was unlinked by hand has one as well, and is not linked by the rule again.
    """

    person = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="auto_link_refusal")
    code = models.CharField(max_length=40)
    params: Any = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}: {self.code}"
