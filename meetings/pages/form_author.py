"""The signed note of who a form was made for."""

from django.core import signing

from accounts.models import User

# What it was from the beginning: forms that are open during an upgrade carry it.
SALT = "meetings.kept_typing"


def author(person: User) -> str:
    """Return the note for a form's hidden field."""
    return signing.dumps(person.pk, salt=SALT)
