"""After a new key was put in front of FIELD_ENCRYPTION_KEYS: write every secret again under it."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models, transaction

from encryption import known_keys
from encryption.fields import EncryptedField, FingerprintField


class Command(BaseCommand):
    help = "Encrypts every secret with the first of FIELD_ENCRYPTION_KEYS; then the old keys can go."

    def handle(self, *args: Any, **options: Any) -> None:
        known_keys.record()
        for model in apps.get_models():
            names = [f.name for f in model._meta.fields if isinstance(f, EncryptedField | FingerprintField)]
            if names:
                self.stdout.write(f"{model._meta.label}: {_rewrite(model, names)}")
        known_keys.forget_old()


def _rewrite(model: type[models.Model], names: list[str]) -> int:
    """Encrypt row by row, each under its lock, so that a write that comes in between isn't undone."""
    count = 0
    for key in model._default_manager.order_by("pk").values_list("pk", flat=True).iterator():
        with transaction.atomic():
            row = model._default_manager.select_for_update().filter(pk=key).first()
            if row is not None:
                row.save(update_fields=names)
                count += 1
    return count
