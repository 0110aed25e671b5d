"""The options of a booking in a line, so that the fold need not be opened to know them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.forms.booking import KEEP, OWN, BookingForm
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Option:
    """``is_changed``: not what a new form has."""

    text: str
    is_changed: bool


def of(form: BookingForm) -> list[Option]:
    """Every value that matters, in the order of the fold."""
    entry = str(form["entry"].value())
    told, waits, mutes = (_is_on(form, name) for name in ("tells_invitees", "has_waiting_room", "mutes_on_entry"))
    options = [
        Option(_password(form), form["password"].value() == OWN),
        Option(_("waiting room on") if waits else _("no waiting room"), waits),
        Option(_entry(entry), entry != str(Meeting.Entry.EVERYONE.value)),
        Option(_("microphones off on entry") if mutes else _("microphones on"), not mutes),
    ]
    if not _is_on(form, "guests_may_start"):
        options.append(Option(_("guests wait for the host"), is_changed=True))
    if _is_on(form, "sends_sms"):
        options.append(Option(_("text messages"), is_changed=True))
    options.append(Option(_("invitees are told") if told else _("nobody is told"), not told))
    return options


def _is_on(form: BookingForm, name: str) -> bool:
    return form[name].value() not in {False, None, "", "False", "false", "0"}


def _password(form: BookingForm) -> str:
    kind = form["password"].value()
    if kind == OWN:
        return _("own guest password")
    return _("the same guest password") if kind == KEEP else _("new guest password")


def _entry(value: str) -> str:
    return {
        str(Meeting.Entry.INVITED.value): _("only invited people"),
        str(Meeting.Entry.ENTERPRISE.value): _("only this organisation"),
    }.get(value, _("open to everybody with the password"))
