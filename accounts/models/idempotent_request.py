"""What a caller was answered under an Idempotency-Key."""

from django.db import models

from encryption.fields import EncryptedTextField


class IdempotentRequest(models.Model):
    """A request with its key, and its answer, which is given again to whoever sends the same for a day.

    ``key_hash`` is of caller and key, ``request_hash`` of address and body. Made in the transaction of the work: one
    whose work was not done is not there. What the meeting service is asked for has its content and its outcome in a
    row of its own; here it has no answer, and ``request_hash`` is of the address alone.
    """

    key_hash = models.CharField(max_length=64, primary_key=True)
    request_hash = models.CharField(max_length=64)
    # Of HTTP, as JSON; empty while the transaction is open
    answer = EncryptedTextField(blank=True)
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key_hash[:12]
