"""What the page shows on which somebody types a meeting ID."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.sites import MeetingSite
from meetings.forms.join_by_id import JoinByIdForm
from meetings.join.device import Device
from meetings.join.options import JoinOption, app_option
from meetings.join.page import Opened
from meetings.mails.phone import dialled, phone_number


@dataclass(frozen=True, slots=True)
class JoinByIdPage:
    """``refusal`` is what the meeting service said, ``tries_left`` how often it may be asked before a minute's wait.

    ``opened`` is there once somebody has clicked, with the ID as it is read out in ``number_shown``.
    """

    form: JoinByIdForm
    options: tuple[JoinOption, ...]
    device: Device
    asks_for_site: bool
    mic_is_on: bool = False
    camera_is_on: bool = False
    refusal: str = ""
    tries_left: int | None = None
    is_waiting: bool = False
    number_shown: str = ""
    opened: Opened | None = None


def list_options(site: MeetingSite | None, device: Device, *, is_signed_in: bool) -> tuple[JoinOption, ...]:
    """Return the other ways in: an account here, the phone and the app of ``site``."""
    found = []
    if not is_signed_in:
        note = _("Your meetings are listed; no ID needed")
        found.append(JoinOption(reverse("account_login"), "user", _("Sign in"), note))
    if site and (number := phone_number(site["phone_numbers"])):
        note = _("%(number)s, then ID and password, each with #") % {"number": number}
        found.append(JoinOption(f"tel:{dialled(number)}", "phone", _("By phone"), note))
    if site and not device.in_app:
        found.append(app_option(site, _("It takes the same ID and password")))
    return tuple(found)
