"""From what was typed for day, start and zone to one moment, or to the sentence that says what would work."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from l10n import format_datetime, parse_datetime, zones


class WhenProblem(ValueError):
    """``field`` is "day" or "start"; ``sentence`` says what would work."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def start_of(*, day_text: str, start_text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The start, aware and ahead of ``now``. Raises WhenProblem."""
    here = now.astimezone(zone)
    try:
        reading = parse_datetime.read(day_text, start_text, now=here)
    except parse_datetime.Unreadable as error:
        field = str(error)
        raise WhenProblem(field, _unreadable(field, day_text if field == "day" else start_text, here)) from error
    if reading.day is None:
        raise WhenProblem("day", _("Which day? “tomorrow”, “Fri” or “%(date)s” would work.") % _tomorrow(here))
    if reading.start is None:
        raise WhenProblem("start", _("When does it start? “9”, “14:30” or “2:30 pm” would work."))
    try:
        start = parse_datetime.place(reading.day, reading.start, zone=zone)
    except parse_datetime.Skipped as gap:
        raise WhenProblem("start", _skipped(reading.start.strftime("%H:%M"), zone, gap)) from gap
    if start <= now:
        raise WhenProblem("start" if reading.day == here.date() else "day", _past(here))
    return start


def _tomorrow(here: datetime) -> dict[str, str]:
    return {"date": format_datetime.day(here.date() + timedelta(days=1), today=here.date())}


def _unreadable(field: str, typed: str, here: datetime) -> str:
    names = {"typed": typed.strip()[:40]}
    if field == "day":
        return _("We cannot read “%(typed)s” as a day. “tomorrow”, “Fri” or “%(date)s” would work.") % (
            names | _tomorrow(here)
        )
    return _("We cannot read “%(typed)s” as a time. “9”, “14:30” or “2:30 pm” would work.") % names


def _skipped(typed: str, zone: ZoneInfo, gap: parse_datetime.Skipped) -> str:
    names = {"typed": typed, "city": zones.city(zone.key)}
    names |= {"before": f"{gap.gap_start:%H:%M}", "after": f"{gap.gap_end:%H:%M}"}
    return (
        _(
            "%(typed)s does not exist that night in %(city)s: the clocks go from %(before)s to %(after)s."
            " %(after)s would work."
        )
        % names
    )


def _past(here: datetime) -> str:
    works = parse_datetime.next_start(here)
    if works.date() == here.date():
        return _("The start is in the past. %(time)s today would work.") % {"time": f"{works:%H:%M}"}
    return _("The start is in the past. %(when)s would work.") % {
        "when": format_datetime.moment(works, zone=ZoneInfo(str(works.tzinfo)), now=here)
    }
