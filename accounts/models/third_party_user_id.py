"""What the database demands of a third-party User ID."""

from django.db import models
from django.db.models.functions import Trim


def is_not_blank(field: str) -> models.Q:
    """Return the check that it isn't blank: that acts as the enterprise's owner (docs/vendor/sign-in.md 2.1)."""
    return models.Q(**{field: Trim(field)}) & ~models.Q(**{field: ""})
