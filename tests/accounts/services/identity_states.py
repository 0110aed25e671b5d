"""How identities stand, and what makes them fail."""

from accounts.models import Application, Identity


def states() -> list[tuple[str, str, bool]]:
    """Return of each identity its state, why it fails, and whether it is to be tested."""
    return [
        (identity.state, identity.failure_code, identity.test_due_at is not None)
        for identity in Identity.objects.order_by("pk")
    ]


def break_key() -> None:
    """Give the application a key that the meeting service refuses."""
    application = Application.objects.get()
    application.app_key = "wrong"
    application.save()
