"""The people without an account whom somebody has invited lately."""

from accounts.models import User
from l10n.mail_address import on_the_wire
from meetings.models import Invitee

_MOST, _LATEST = 5, 300


def find_outsiders(*, person: User, text: str) -> list[tuple[str, str]]:
    """Return names and addresses of those whom ``text`` may mean, the latest first; one query, or none.

    Looked for among the last 300 who were invited to the person's own meetings.
    """
    typed = text.strip().casefold()
    if not typed:
        return []
    rows = Invitee.objects.filter(meeting__organiser=person, meeting__tenant=person.tenant_id, person=None)
    found: dict[str, tuple[str, str]] = {}
    for name, email in rows.order_by("-pk").values_list("name", "email")[:_LATEST]:
        if typed in name.casefold() or typed in email.casefold():
            found.setdefault(on_the_wire(email), (name, email))
    return list(found.values())[:_MOST]
