"""Identities as their tests have left them."""

from typing import Any

from django.utils import timezone

from accounts.models import Identity


def fail(identity: Identity, code: str, **failure: Any) -> None:
    """Let the last test of an identity have failed with that code."""
    kept = {"kind": "refused", "status": 403, "request_id": "r-1", "at": "", "vendor_at": ""} | failure
    Identity.objects.filter(pk=identity.pk).update(
        state=Identity.State.FAILING, failure_code=code, failure=kept, tested_at=timezone.now()
    )
