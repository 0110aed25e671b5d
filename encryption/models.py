"""Which keys have encrypted what stands in this database."""

from django.db import models


class KnownKeys(models.Model):
    """One row, made at the first start: keyed hashes of the keys, by which a foreign or missing key is noticed."""

    fingerprints = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{len(self.fingerprints)} keys"
