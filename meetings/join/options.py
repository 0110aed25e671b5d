"""Other options to join than the client: browser, app and phone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.sites import MeetingSite
from accounts.vendor.sites import known_site_of
from l10n import format_datetime
from meetings.join.device import Device
from meetings.mails.phone import dialled, phone_number
from meetings.models import Meeting
from meetings.services import joining

_APPS = {"windows": "Windows", "mac": "macOS", "android": "Android", "ios": "iPhone", "harmonyos": "HarmonyOS"}


@dataclass(frozen=True, slots=True)
class JoinOption:
    """Another option to join; ``symbol`` names the icon."""

    href: str
    symbol: str
    title: str
    note: str
    is_external: bool = False


def list_join_options(meeting: Meeting, device: Device, *, opens: str = "") -> tuple[JoinOption, ...]:
    """Return browser, app and phone; ``opens`` is the time at which the browser opens it, "" if it is open."""
    site = known_site_of(tenant=meeting.tenant)
    if site is None:
        return ()
    found = _browser(meeting, device, opens)
    if device.in_app == "":
        system = _APPS.get(device.platform)
        note = _("Huawei Cloud Meeting for %(system)s") % {"system": system} if system else _("Huawei Cloud Meeting")
        found.append(app_option(site, note))
    if number := phone_number(site["phone_numbers"]):
        found.append(JoinOption(f"tel:{dialled(number)}", "phone", _("Join by phone"), number))
    if opens:
        organiser = meeting.organiser
        note = format_datetime.spaced(_("Write to %(name)s") % {"name": organiser.name})
        found.append(JoinOption(f"mailto:{organiser.email}", "mail", _("Something wrong with the date?"), note))
    return tuple(found)


def app_option(site: MeetingSite, note: str) -> JoinOption:
    """Return the way to the client of a meeting service."""
    return JoinOption(site["download_url"], "download", _("Get the app"), note, is_external=True)


def _browser(meeting: Meeting, device: Device, opens: str) -> list[JoinOption]:
    address = joining.browser_address(meeting=meeting)
    if not address:
        return []
    if device.in_app == "wechat":
        # The web client runs inside WeChat, but cannot share a screen there (docs/vendor/scheme-urls.md 31).
        note = _("In the browser, without sharing a screen")
        return [JoinOption(address, "wechat", _("Join right here in WeChat"), note)]
    note = _("Works from %(when)s, nothing to install") % {"when": opens} if opens else _("Nothing to install")
    return [JoinOption(address, "browser", _("Join in the browser"), note, is_external=True)]
