"""When a meeting is, on the reader's clock, with the organiser's beside it where the two differ."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts import zones
from meetings import when_shown
from meetings.letters.letter import When


def when(start: datetime, end: datetime, *, zone: ZoneInfo, there: ZoneInfo, now: datetime) -> When:
    """In ``zone``, in the active language; ``there`` is the zone in which the meeting was booked."""
    local, until = start.astimezone(zone), end.astimezone(zone)
    today = now.astimezone(zone).date()
    tile = when_shown.tile(local.date())
    below = (zone_line(start, zone=zone, there=there, now=now),)
    if local.date() != until.date():
        return When(when_shown.when(start, end, zone=zone, now=now), "", tile, below)
    written = when_shown.day if when_shown.is_chinese() else when_shown.day_title
    day = written(local.date(), today=today) + when_shown.between()
    return When(day, when_shown.span(start, end, zone=zone), tile, below)


def zone_line(start: datetime, *, zone: ZoneInfo, there: ZoneInfo, now: datetime) -> str:
    """ "Shanghai time (UTC+8)", or "Your time, Berlin (UTC+2) · 15:00 in Shanghai"."""
    mine = {"city": zones.city(zone.key), "offset": zones.offset(zone.key, start)}
    if mine["offset"] == zones.offset(there.key, start):
        return when_shown.spaced(_("%(city)s time (%(offset)s)") % mine)
    is_same_day = start.astimezone(zone).date() == start.astimezone(there).date()
    shown = when_shown.clock(start, zone=there) if is_same_day else when_shown.moment(start, zone=there, now=now)
    return _("Your time, %(city)s (%(offset)s) · %(when)s in %(other_city)s") % (
        mine | {"when": shown, "other_city": zones.city(there.key)}
    )
