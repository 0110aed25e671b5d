"""The parts of a join page that need more than a template: ways in, codes, QR code, count-down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import segno
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.vendor.sites import known_site_of
from l10n import format_datetime
from meetings.join import launching, previous_time
from meetings.join.device import Device
from meetings.mails import times
from meetings.mails.phone import phone_number
from meetings.models import Invitee, Meeting
from notifications.mails.mail import When

_APPS = {"windows": "Windows", "mac": "macOS", "android": "Android", "ios": "iPhone", "harmonyos": "HarmonyOS"}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class JoinOption:
    """Another option to join; ``symbol`` names the icon."""

    href: str
    symbol: str
    title: str
    note: str
    is_external: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How long until it opens, in the three numbers of the page and as words."""

    days: int
    hours: int
    minutes: int
    words: str
    opens_at: datetime
    opens: str


def when(meeting: Meeting, *, zone: ZoneInfo, now: datetime) -> When:
    """Return when it is on the invitee's clock, with the organiser's beside it."""
    there = ZoneInfo(meeting.time_zone)
    return times.when(meeting.start_at, meeting.end_at, zone=zone, there=there, now=now)


def moved(meeting: Meeting, *, zone: ZoneInfo, now: datetime) -> When | None:
    """Return when it had been before it was moved, None if it wasn't."""
    past = previous_time.find_previous_time(meeting)
    there = ZoneInfo(meeting.time_zone)
    return times.when(past.start_at, past.end_at, zone=zone, there=there, now=now) if past else None


def list_join_options(invitee: Invitee, device: Device, *, early: str = "") -> list[JoinOption]:
    """Return browser, app and phone; ``early`` is the time at which the browser opens it, "" if it is open."""
    meeting = invitee.meeting
    site = known_site_of(tenant=meeting.tenant)
    if site is None:
        return []
    found = _browser(meeting, device, early)
    if device.in_app == "":
        system = _APPS.get(device.platform)
        note = _("Huawei Cloud Meeting for %(system)s") % {"system": system} if system else _("Huawei Cloud Meeting")
        found.append(JoinOption(site["download_url"], "download", _("Get the app"), note, is_external=True))
    if number := phone_number(site["phone_numbers"]):
        found.append(JoinOption(f"tel:{number}", "phone", _("Join by phone"), number))
    if early:
        organiser = meeting.organiser
        note = format_datetime.spaced(_("Write to %(name)s") % {"name": organiser.name})
        found.append(JoinOption(f"mailto:{organiser.email}", "mail", _("Something wrong with the date?"), note))
    return found


def _browser(meeting: Meeting, device: Device, early: str) -> list[JoinOption]:
    address = browser_address(meeting)
    if not address:
        return []
    if device.in_app == "wechat":
        # The web client runs inside WeChat, but cannot share a screen there (docs/vendor/scheme-urls.md 31).
        return [
            JoinOption(
                address, "wechat", _("Join right here in WeChat"), _("In the browser, without sharing a screen")
            )
        ]
    note = _("Works from %(when)s, nothing to install") % {"when": early} if early else _("Nothing to install")
    return [JoinOption(address, "browser", _("Join in the browser"), note, is_external=True)]


def browser_address(meeting: Meeting) -> str:
    """Return the vendor's own guest page, as the API gave it; "" unless its host is one that the site names."""
    site = known_site_of(tenant=meeting.tenant)
    parts = urlsplit(meeting.guest_join_uri)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    return meeting.guest_join_uri if site and is_safe and parts.netloc in site["join_hosts"] else ""


def count(meeting: Meeting, *, zone: ZoneInfo, now: datetime) -> Count:
    """Return the time until guests may come in; the last minute counts as one."""
    opens = launching.opens_at(meeting=meeting)
    minutes = max(0, -((now - opens) // timedelta(minutes=1)))
    days, rest = divmod(minutes, 24 * 60)
    hours, rest = divmod(rest, 60)
    words = (
        ngettext("%(count)d day", "%(count)d days", days) % {"count": days} if days else "",
        ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours} if hours else "",
        ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest},
    )
    is_today = opens.astimezone(zone).date() == now.astimezone(zone).date()
    shown = format_datetime.clock(opens, zone=zone) if is_today else format_datetime.moment(opens, zone=zone, now=now)
    return Count(days, hours, rest, " ".join(word for word in words if word), opens, shown)


@lru_cache(maxsize=64)
def qr(link: str) -> tuple[int, str]:
    """Return the side length in modules and the outline of the dark ones, for an inline SVG."""
    rows = [bytes(row) for row in segno.make(link, error="m").matrix]
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = next((at for at in range(x, len(row)) if not row[at]), len(row)) if row[x] else x + 1
            if row[x]:
                runs.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = end
    return len(rows), "".join(runs)
