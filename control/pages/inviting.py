"""The page on which somebody is called into a running meeting."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from control.forms.inviting import InviteForm
from directory.services.terminals import list_terminals
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Device:
    """A room or terminal to choose: its number, and what people call it."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class InvitePage:
    """``devices`` are the terminals of the organisation, none where the meeting service lists none."""

    meeting_id: uuid.UUID
    subject: str
    reference: str
    # Of each way: field, heading, label, help, and the kind of its input.
    parts: tuple[tuple[str, str, str, str, str], ...]
    devices: tuple[Device, ...]
    form: InviteForm


def build_invite_page(meeting: Meeting, person: User, now: datetime, *, form: InviteForm) -> InvitePage:
    """Return the page; asks the meeting service for terminals where the list is old. No transaction may be open."""
    terminals = list_terminals(person=person, now=now).entries
    return InvitePage(
        meeting_id=meeting.pk,
        subject=meeting.subject,
        reference=str(uuid.uuid4()),
        parts=_parts(),
        devices=tuple(Device(one.number, one.name or one.number) for one in terminals if one.number),
        form=form,
    )


def _parts() -> tuple[tuple[str, str, str, str, str], ...]:
    return (
        ("person", _("Somebody here"), _("Name or mail address"), _("Their app rings. They need no link."), "text"),
        (
            "phone",
            _("A phone"),
            _("Phone number"),
            _("With the code of its country unless it is Chinese: +86 138 0013 8000."),
            "tel",
        ),
        (
            "terminal",
            _("A room or terminal"),
            _("Number of the terminal"),
            _("Choose one of the list, or type its number or SIP address."),
            "text",
        ),
    )
