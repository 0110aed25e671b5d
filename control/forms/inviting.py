"""Whom somebody wants to be called in, as they type it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts import name_keys
from accounts.queries.people import spelled
from control.requests import CalleeRequest, NumberKind
from l10n import format_datetime
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class InviteForm:
    """What was typed into which field: ``person``, ``phone`` or ``terminal``; ``error`` is said beside it."""

    field: str = ""
    typed: str = ""
    error: str = ""


def read_callee(posted: QueryDict, meeting: Meeting) -> tuple[CalleeRequest | None, InviteForm]:
    """Return whom to call, None where that isn't clear; then the form says why."""
    field = posted.get("by", "person")
    typed = posted.get(f"typed_{field}", "").strip()
    form = InviteForm(field, typed)
    if not typed:
        return None, InviteForm(field, typed, _("Say who is to be called."))
    if field == "person":
        return _read_person(typed, meeting)
    kind = NumberKind.TERMINAL if field == "terminal" else NumberKind.PHONE
    return CalleeRequest(number=typed, kind=kind, name=posted.get("name", "")), form


def _read_person(typed: str, meeting: Meeting) -> tuple[CalleeRequest | None, InviteForm]:
    found = spelled([typed], tenant_id=meeting.tenant_id).get(name_keys.typed_key(typed), [])
    if len(found) == 1:
        return CalleeRequest(person=found[0]), InviteForm("person", typed)
    if not found:
        sentence = _("Nobody here is called “%(typed)s”. Type a whole name or mail address, or call a phone.")
        return None, InviteForm("person", typed, sentence % {"typed": typed})
    addresses = format_datetime.names([one.email for one in found])
    sentence = _("Several people are called “%(typed)s”: %(addresses)s. Type the address.")
    return None, InviteForm("person", typed, sentence % {"typed": typed, "addresses": addresses})
