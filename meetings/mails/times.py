"""When a meeting is, on the recipient's clock, with the organiser's beside it where the two differ."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from l10n import format_datetime, zones
from notifications.mails.mail import When


def when(
    start: datetime, end: datetime, *, zone: ZoneInfo, there: ZoneInfo, now: datetime, is_theirs: bool = True
) -> When:
    """Return the time in ``zone``, in the active language; ``there`` is the zone in which the meeting was booked.

    ``is_theirs``: the reader is known to be in ``zone``; a page may be opened anywhere.
    """
    local, until = start.astimezone(zone), end.astimezone(zone)
    today = now.astimezone(zone).date()
    tile = format_datetime.tile(local.date())
    below = (zone_line(start, end, zone=zone, there=there, now=now, is_theirs=is_theirs),)
    if local.date() != until.date():
        return When(format_datetime.when(start, end, zone=zone, now=now), "", tile, below)
    written = format_datetime.day if format_datetime.is_chinese() else format_datetime.day_title
    day = written(local.date(), today=today) + format_datetime.between()
    return When(day, format_datetime.span(start, end, zone=zone), tile, below)


def zone_line(
    start: datetime, end: datetime, *, zone: ZoneInfo, there: ZoneInfo, now: datetime, is_theirs: bool = True
) -> str:
    """Return "Shanghai time (UTC+8)", or "Your time, Berlin (UTC+2) · 15:00 in Shanghai".

    "Berlin time (UTC+2) · …" for a reader who may be elsewhere. Without the offset where the clock changes between
    ``start`` and ``end``: the time itself has both then.
    """
    mine = {"city": zones.city(zone.key), "offset": zones.offset(zone.key, start)}
    changes = zones.changes_between(zone.key, start, end)
    if all(zones.offset(zone.key, at) == zones.offset(there.key, at) for at in (start, end)):
        return format_datetime.spaced((_("%(city)s time") if changes else _("%(city)s time (%(offset)s)")) % mine)
    is_same_day = start.astimezone(zone).date() == start.astimezone(there).date()
    shown = (
        format_datetime.clock(start, zone=there) if is_same_day else format_datetime.moment(start, zone=there, now=now)
    )
    if is_theirs and changes:
        pattern = _("Your time, %(city)s · %(when)s in %(other_city)s")
    elif is_theirs:
        pattern = _("Your time, %(city)s (%(offset)s) · %(when)s in %(other_city)s")
    elif changes:
        pattern = _("%(city)s time · %(when)s in %(other_city)s")
    else:
        pattern = _("%(city)s time (%(offset)s) · %(when)s in %(other_city)s")
    return format_datetime.spaced(pattern % (mine | {"when": shown, "other_city": zones.city(there.key)}))
