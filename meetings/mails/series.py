"""What a mail says of a series below its next occurrence: how it goes on, and what is different."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime, zones
from meetings.changed_occurrences import ChangedOccurrence
from meetings.models import Meeting, Occurrence
from meetings.recurrence import Cycle, Rule, wording
from meetings.snapshots import Span

_MOST_NAMED = 6


def list_series_lines(
    meeting: Meeting, occurrences: Sequence[Occurrence], *, zone: ZoneInfo, now: datetime
) -> tuple[str, ...]:
    """Return rule and end in the zone of the series, how many occurrences are ahead, and each that differs.

    ``occurrences`` are all of them by start; ``zone`` is that of whoever reads it.
    """
    rule, there = meeting.repetition, ZoneInfo(meeting.time_zone)
    held = [occurrence for occurrence in occurrences if not occurrence.is_cancelled]
    if rule is None or not held:
        return ()
    ahead = sum(occurrence.end_at > now for occurrence in held)
    found = [
        describe_repetition(rule, held, there=there, now=now),
        describe_last_instead(rule, held, there=there, now=now),
        ngettext("One date is ahead.", "%(count)s dates are ahead.", ahead) % {"count": ahead},
        _other_clock(held, zone, now),
    ]
    # What is off after the last one that is held needs no word: until then it repeats.
    last = max(occurrence.original_start_at for occurrence in held)
    within = (one for one in occurrences if not (one.is_cancelled and one.original_start_at > last))
    changed = [occurrence for occurrence in within if occurrence.start_at > now and occurrence.is_changed]
    found += [describe_exception(occurrence, zone=zone, now=now) for occurrence in changed[:_MOST_NAMED]]
    if len(changed) > _MOST_NAMED:
        more = len(changed) - _MOST_NAMED
        found.append(ngettext("One more is different.", "%(count)s more are different.", more) % {"count": more})
    return tuple(line for line in found if line)


def describe_repetition(
    rule: Cycle | Rule, occurrences: Iterable[Occurrence | Span], *, there: ZoneInfo, now: datetime
) -> str:
    """Return "Every Monday, until Mon 6 Jul", by the clocks of the series.

    ``occurrences`` are those of the rule, at least one.
    """
    last = max(occurrence.start_at for occurrence in occurrences).astimezone(there).date()
    language, today = format_datetime.current_language(), now.astimezone(there).date()
    return wording.describe_pattern_until(rule.pattern, language, last=last, today=today)


def describe_last_instead(rule: Cycle | Rule, held: Iterable[Occurrence], *, there: ZoneInfo, now: datetime) -> str:
    """Return which of the occurrences that are ahead are on their month's last day, since it lacks the rule's own."""
    starts = (one.start_at for one in held if one.start_at == one.original_start_at and one.end_at > now)
    today = now.astimezone(there).date()
    days = (at.astimezone(there).date() for at in starts)
    return wording.describe_last_instead(rule.pattern, days, format_datetime.current_language(), today=today)


def describe_exception(occurrence: Occurrence | ChangedOccurrence, *, zone: ZoneInfo, now: datetime) -> str:
    """Return "Not on Tue 3 Mar, 15:00." or "Wed 4 Mar, 10:00 instead of Tue 3 Mar, 15:00."

    Of one that is only longer or shorter: "Tue 3 Mar, 15:00 until 15:30."
    """
    was = format_datetime.moment(occurrence.original_start_at, zone=zone, now=now)
    if occurrence.is_cancelled:
        return _("Not on %(was)s.") % {"was": was}
    if occurrence.start_at == occurrence.original_start_at:
        return describe_length(Span(occurrence.start_at, occurrence.end_at), zone=zone, now=now)
    moved = format_datetime.moment(occurrence.start_at, zone=zone, now=now)
    return _("%(new)s instead of %(was)s.") % {"was": was, "new": moved}


def describe_length(span: Span, *, zone: ZoneInfo, now: datetime) -> str:
    """Return "Tue 3 Mar, 15:00 until 15:30." """
    return format_datetime.spaced(
        _("%(when)s until %(end)s.")
        % {
            "when": format_datetime.moment(span.start_at, zone=zone, now=now),
            "end": format_datetime.clock(span.end_at, zone=zone),
        }
    )


def describe_return(place: Span, was: Span | None, *, zone: ZoneInfo, now: datetime) -> str:
    """Return "Tue 15 Dec, 15:00 is on again." or "Wed 9 Dec, 10:00 is at Tue 8 Dec, 15:00 again."

    ``place`` is where the occurrence is by the rule, ``was`` where it had been moved to, None where it was off.
    """
    there = format_datetime.moment(place.start_at, zone=zone, now=now)
    if was is None:
        return _("%(when)s is on again.") % {"when": there}
    if was.start_at == place.start_at:
        end = format_datetime.clock(place.end_at, zone=zone)
        return _("%(when)s is until %(end)s again.") % {"when": there, "end": end}
    moved = format_datetime.moment(was.start_at, zone=zone, now=now)
    return _("%(was)s is at %(when)s again.") % {"was": moved, "when": there}


def _other_clock(held: list[Occurrence], zone: ZoneInfo, now: datetime) -> str:
    """Return from when on it is at another time in ``zone``, as for a series of one time elsewhere."""
    regular = [occurrence for occurrence in held if occurrence.end_at > now and not occurrence.is_changed]
    clocks = [(format_datetime.clock(occurrence.start_at, zone=zone), occurrence) for occurrence in regular]
    for clock, occurrence in clocks:
        if clock != clocks[0][0]:
            day = format_datetime.day(occurrence.start_at.astimezone(zone).date(), today=now.astimezone(zone).date())
            names = {"day": day, "time": clock, "city": zones.city(zone.key)}
            return format_datetime.spaced(_("From %(day)s on it is at %(time)s in %(city)s.") % names)
    return ""
