"""A file of people that waits for a confirmation."""

import uuid

from django.db import models

from accounts.models.person import User
from accounts.models.tenant import Tenant
from encryption.fields import EncryptedTextField


class ImportDraft(models.Model):
    """A file of people that was read and shown, waiting for the word of who sent it.

    ``shown_hash`` is a hash of the outcome of each row as they saw it. Where an outcome differs by now, the rows are
    shown again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    # The bytes of the file, each as the character of its number; the text itself where there is no ``encoding``, as
    # older versions kept it.
    content = EncryptedTextField()
    encoding = models.CharField(max_length=16, blank=True)
    # False until somebody has said which of several encodings it is.
    is_encoding_sure = models.BooleanField(default=True)
    shown_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
