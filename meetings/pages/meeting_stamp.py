"""What a page that is looked at asks all the time: whether the meeting is still as it shows it."""

import uuid
from datetime import datetime

from accounts.models import User
from meetings import access


def stamp_of(state: str, changed_at: datetime) -> str:
    """Return what is another one once the vendor, or somebody here, has made something else of the meeting."""
    return f"{state}-{changed_at.timestamp():.6f}"


def is_as_seen(*, person: User, meeting_id: uuid.UUID, stamp: str) -> bool:
    """Return whether the meeting still has the ``stamp`` that its page had; one short query, for all who look on."""
    if not stamp:
        return False
    found = access.visible_to(person=person).filter(pk=meeting_id).values_list("state", "changed_at").first()
    return found is not None and stamp_of(*found) == stamp
