"""What the database demands of a third-party User ID."""

from django.db import models
from django.db.models.functions import Trim


def is_not_blank(field: str) -> models.Q:
    """A blank User ID acts as the enterprise's owner (docs/vendor/sign-in.md 2.1): the database refuses it too."""
    return models.Q(**{field: Trim(field)}) & ~models.Q(**{field: ""})
