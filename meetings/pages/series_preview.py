"""What a series will be, before it is booked or changed: each occurrence, and what is unusual about some."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime, zones
from meetings import schedule
from meetings.changed_occurrences import KeptAndEnded, list_changed_occurrences, split_by_new_rule
from meetings.models import Meeting
from meetings.pages.staying_occurrences import describe_ended, describe_kept, describe_staying
from meetings.recurrence import Cycle, Rule, wording
from meetings.requests import BookingRequest


@dataclass(frozen=True, slots=True)
class OccurrenceLine:
    """One occurrence of the list; ``number`` counts those that are held, None is one that stays cancelled."""

    number: int | None
    day: str
    note: str
    is_warning: bool


@dataclass(frozen=True, slots=True)
class SeriesPreview:
    """The requested occurrences; ``starts`` are those of the rule, aware UTC.

    ``changed`` is what becomes of those that were changed for themselves, where a series is changed.
    """

    rule: Cycle | Rule
    zone: ZoneInfo
    starts: list[datetime]
    minutes: int
    now: datetime
    changed: KeptAndEnded

    def held_count(self) -> int:
        """Return how many occurrences are held, without those that stay cancelled."""
        return len(self.starts) - sum(one.is_cancelled for one in self.changed.staying)

    def parts(self) -> tuple[str, ...]:
        """Return rule, time and place, first and last day."""
        today = self.now.astimezone(self.zone).date()
        first, last = (start_at.astimezone(self.zone).date() for start_at in (self.starts[0], self.starts[-1]))
        end = self.starts[0] + timedelta(minutes=self.minutes)
        ends = {"first": format_datetime.day(first, today=today), "last": format_datetime.day(last, today=today)}
        return (
            wording.describe_pattern(self.rule.pattern, format_datetime.current_language())
            + format_datetime.between().rstrip(),
            format_datetime.span(self.starts[0], end, zone=self.zone),
            format_datetime.spaced(_("%(city)s time") % {"city": zones.city(self.zone.key)})
            + format_datetime.between().rstrip(),
            _("from %(first)s") % ends,
            _("until %(last)s") % ends,
        )

    def occurrence_lines(self) -> list[OccurrenceLine]:
        """Return every occurrence in the order in which they are held, with what is unusual about it."""
        staying = {one.day: one for one in self.changed.staying}
        found = []
        for start_at in self.starts:
            local = start_at.astimezone(self.zone)
            one = staying.get(local.date())
            span = one.span_at(start_at, self.minutes) if one else None
            held_at = span.start_at.astimezone(self.zone) if span else local
            note, is_warning = (
                (describe_staying(one, span, zone=self.zone, now=self.now), False) if one else self._note(local)
            )
            found.append((held_at, bool(one and one.is_cancelled), note, is_warning))
        found.sort(key=lambda line: line[0])
        numbers, today = count(1), self.now.astimezone(self.zone).date()
        return [
            OccurrenceLine(
                None if is_off else next(numbers), format_datetime.day(at.date(), today=today), note, is_warning
            )
            for at, is_off, note, is_warning in found
        ]

    def changed_occurrences(self) -> tuple[str, str]:
        """Return which occurrences that were changed for themselves stay, and which end; "" where there are none."""
        kept, ended = self.changed
        return describe_kept(kept, zone=self.zone, now=self.now), describe_ended(ended, zone=self.zone, now=self.now)

    def short_months(self) -> str:
        """Return the sentence that a month lacks the day, "" where none does."""
        days = [start_at.astimezone(self.zone).date() for start_at in self.starts]
        short = [day for day in days if self.rule.pattern.is_last_instead(day)]
        if not short:
            return ""
        return ngettext(
            "%(count)s month lacks the day; its last day is taken instead.",
            "%(count)s months lack the day; their last day is taken instead.",
            len(short),
        ) % {"count": len(short)}

    def clock_change(self) -> str:
        """Return what is done where the meeting service is an hour off, "" where the clocks don't change."""
        if isinstance(self.rule, Rule):  # each of its meetings is at its own time
            return ""
        usual = self._offset(self.starts[0])
        changed = next((start_at for start_at in self.starts if self._offset(start_at) != usual), None)
        if changed is None:
            return ""
        today = self.now.astimezone(self.zone).date()
        names = {
            "city": zones.city(self.zone.key),
            "day": format_datetime.day(changed.astimezone(self.zone).date(), today=today),
        }
        return format_datetime.spaced(
            _(
                "The clocks change in %(city)s before %(day)s. Where the meeting service goes on by the"
                " old time, those dates are moved before anybody is told."
            )
            % names
        )

    def _note(self, local: datetime) -> tuple[str, bool]:
        """Return what is unusual about an occurrence of the rule, and whether it is a warning."""
        if local.time() != self.starts[0].astimezone(self.zone).time():  # the clocks jump over it
            return _("at %(time)s; the clocks skip the usual time") % {"time": f"{local:%H:%M}"}, True
        if self.rule.pattern.is_last_instead(local.date()):
            return _("the last of its month"), False
        if self._offset(local) != self._offset(self.starts[0]):
            return _("after the clocks change"), True
        return "", False

    def _offset(self, start_at: datetime) -> timedelta:
        return start_at.astimezone(self.zone).utcoffset() or timedelta()


def build_series_preview(
    request: BookingRequest, *, now: datetime, meeting: Meeting | None = None
) -> SeriesPreview | None:
    """Return the series that ``request`` asks for, None for a single meeting; a change of ``meeting`` is one query."""
    if request.repeats is None or request.start_at is None:
        return None
    zone = ZoneInfo(request.time_zone)
    starts = schedule.starts(request.repeats, request.start_at, zone)
    days = {start_at.astimezone(zone).date() for start_at in starts}
    changed = list_changed_occurrences(meeting, now=now) if meeting else []
    return SeriesPreview(
        request.repeats, zone, starts, request.length_minutes, now, split_by_new_rule(changed, days=days)
    )
