"""What a series will be, before it is booked or changed: each occurrence, and what is unusual about some."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime, zones
from meetings import schedule
from meetings.changed_occurrences import list_changed_occurrences, split_by_new_rule
from meetings.mails.series import describe_exception
from meetings.models import Meeting
from meetings.recurrence import Rule, rules, wording
from meetings.requests import BookingRequest


@dataclass(frozen=True, slots=True)
class OccurrenceLine:
    """One occurrence of the list."""

    number: int
    day: str
    note: str
    is_warning: bool


@dataclass(frozen=True, slots=True)
class SeriesPreview:
    """The requested occurrences; ``starts`` are aware UTC."""

    rule: Rule
    zone: ZoneInfo
    starts: list[datetime]
    minutes: int
    now: datetime

    def parts(self) -> tuple[str, ...]:
        """Return rule, time and place, first and last day."""
        today = self.now.astimezone(self.zone).date()
        first, last = (start_at.astimezone(self.zone).date() for start_at in (self.starts[0], self.starts[-1]))
        end = self.starts[0] + timedelta(minutes=self.minutes)
        ends = {"first": format_datetime.day(first, today=today), "last": format_datetime.day(last, today=today)}
        return (
            wording.describe_rule(self.rule) + format_datetime.between().rstrip(),
            format_datetime.span(self.starts[0], end, zone=self.zone),
            format_datetime.spaced(_("%(city)s time") % {"city": zones.city(self.zone.key)})
            + format_datetime.between().rstrip(),
            _("from %(first)s") % ends,
            _("until %(last)s") % ends,
        )

    def occurrence_lines(self) -> list[OccurrenceLine]:
        """Return every occurrence, with what is unusual about it."""
        today, usual = self.now.astimezone(self.zone).date(), self._offset(self.starts[0])
        clock = self.starts[0].astimezone(self.zone).time()
        found = []
        for number, start_at in enumerate(self.starts, 1):
            local = start_at.astimezone(self.zone)
            day, note, is_warning = local.date(), "", False
            if local.time() != clock:  # the clocks jump over it that day
                note, is_warning = _("at %(time)s; the clocks skip the usual time") % {"time": f"{local:%H:%M}"}, True
            elif rules.is_last_instead(self.rule, day):
                note = _("the last of its month")
            elif self._offset(start_at) != usual:
                note, is_warning = _("after the clocks change"), True
            found.append(OccurrenceLine(number, format_datetime.day(day, today=today), note, is_warning))
        return found

    def short_months(self) -> str:
        """Return the sentence that a month lacks the day, "" where none does."""
        days = [start_at.astimezone(self.zone).date() for start_at in self.starts]
        short = [day for day in days if rules.is_last_instead(self.rule, day)]
        if not short:
            return ""
        return ngettext(
            "%(count)s month lacks the day; its last day is taken instead.",
            "%(count)s months lack the day; their last day is taken instead.",
            len(short),
        ) % {"count": len(short)}

    def clock_change(self) -> str:
        """Return the sentence on when the meeting service may be an hour off, "" where the clocks don't change."""
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
                "The clocks change in %(city)s before %(day)s. The meeting service may go on by the old time;"
                " the page of the meeting shows what it has made of it."
            )
            % names
        )

    def _offset(self, start_at: datetime) -> timedelta:
        return start_at.astimezone(self.zone).utcoffset() or timedelta()


def build_series_preview(request: BookingRequest, *, now: datetime) -> SeriesPreview | None:
    """Return the series that ``request`` asks for, None for a single meeting."""
    if request.repeats is None or request.start_at is None:
        return None
    zone = ZoneInfo(request.time_zone)
    starts = schedule.starts(request.repeats, request.start_at, zone)
    return SeriesPreview(request.repeats, zone, starts, request.length_minutes, now)


def describe_changed_occurrences(meeting: Meeting, series: SeriesPreview, *, now: datetime) -> tuple[str, str]:
    """Return what becomes of occurrences that were changed for themselves: those that stay, and those that end.

    "" for either where there are none. One query.
    """
    changed = list_changed_occurrences(meeting, now=now)
    days = {start_at.astimezone(series.zone).date() for start_at in series.starts}
    staying, ended = (
        (len(group), format_datetime.sentences(*(describe_exception(one, zone=series.zone, now=now) for one in group)))
        for group in split_by_new_rule(changed, days=days)
    )
    return _staying(*staying), _ending(*ended)


def _staying(count: int, said: str) -> str:
    if not count:
        return ""
    return ngettext(
        "One date was changed for itself and stays so: %(dates)s",
        "%(count)s dates were changed for themselves and stay so: %(dates)s",
        count,
    ) % {"count": count, "dates": said}


def _ending(count: int, said: str) -> str:
    if not count:
        return ""
    return ngettext(
        "One date that was changed for itself is no longer part of the series: %(dates)s",
        "%(count)s dates that were changed for themselves are no longer part of the series: %(dates)s",
        count,
    ) % {"count": count, "dates": said}
