"""What a mail says of a series below its next occurrence: how it goes on, and what is different."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime, zones
from meetings.models import Meeting, Occurrence
from meetings.recurrence import Rule, wording
from meetings.snapshots import Span

_MOST_NAMED = 6


def lines(meeting: Meeting, dates: Sequence[Occurrence], *, zone: ZoneInfo, now: datetime) -> tuple[str, ...]:
    """Return rule and end in the zone of the series, how many occurrences are ahead, and each that differs.

    ``dates`` are all of them by start; ``zone`` is that of whoever reads it.
    """
    rule, there = meeting.recurrence, ZoneInfo(meeting.time_zone)
    held = [date for date in dates if not date.is_cancelled]
    if rule is None or not held:
        return ()
    ahead = sum(date.end_at > now for date in held)
    found = [
        repeats(rule, held, there=there, now=now),
        ngettext("One date is ahead.", "%(count)s dates are ahead.", ahead) % {"count": ahead},
        _other_clock(held, zone, now),
    ]
    changed = [date for date in dates if date.start_at > now and date.is_changed]
    found += [exception(date, zone=zone, now=now) for date in changed[:_MOST_NAMED]]
    if len(changed) > _MOST_NAMED:
        more = len(changed) - _MOST_NAMED
        found.append(ngettext("One more is different.", "%(count)s more are different.", more) % {"count": more})
    return tuple(line for line in found if line)


def repeats(rule: Rule, dates: Iterable[Occurrence | Span], *, there: ZoneInfo, now: datetime) -> str:
    """ "Every Monday, until Mon 6 Jul", by the clocks of the series; ``dates`` are those of the rule, at least one."""
    last = max(date.start_at for date in dates).astimezone(there).date()
    return wording.describe_rule_with_end(rule, last=last, today=now.astimezone(there).date())


def exception(date: Occurrence, *, zone: ZoneInfo, now: datetime) -> str:
    """ "Not on Tue 3 Mar, 15:00.", "Wed 4 Mar, 10:00 instead of Tue 3 Mar, 15:00." """
    was = format_datetime.moment(date.original_start_at, zone=zone, now=now)
    if date.is_cancelled:
        return _("Not on %(was)s.") % {"was": was}
    moved = format_datetime.moment(date.start_at, zone=zone, now=now)
    return _("%(new)s instead of %(was)s.") % {"was": was, "new": moved}


def _other_clock(held: list[Occurrence], zone: ZoneInfo, now: datetime) -> str:
    """Return from when on it is at another time in ``zone``, as for a series of one time elsewhere."""
    regular = [date for date in held if date.end_at > now and not date.is_changed]
    clocks = [(format_datetime.clock(date.start_at, zone=zone), date) for date in regular]
    for clock, date in clocks:
        if clock != clocks[0][0]:
            day = format_datetime.day(date.start_at.astimezone(zone).date(), today=now.astimezone(zone).date())
            names = {"day": day, "time": clock, "city": zones.city(zone.key)}
            return format_datetime.spaced(_("From %(day)s on it is at %(time)s in %(city)s.") % names)
    return ""
