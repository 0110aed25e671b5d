"""By which rule a series is held, in words: "Every 2 weeks on Mon and Thu, until Tue 15 Dec 2026"."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import when_shown
from meetings.recurrence import Rule, Unit


def rhythm(rule: Rule) -> str:
    """Without its end: "Every Monday and Thursday"."""
    count = {"count": rule.interval}
    if rule.unit is Unit.DAY:
        return ngettext("Every day", "Every %(count)s days", rule.interval) % count
    if rule.unit is Unit.WEEK:
        days = {"days": _listed([when_shown.weekday(point) for point in rule.points])}
        return ngettext("Every %(days)s", "Every %(count)s weeks on %(days)s", rule.interval) % (count | days)
    days = {"days": _listed([when_shown.day_of_month(point) for point in rule.points])}
    return ngettext("Every month on the %(days)s", "Every %(count)s months on the %(days)s", rule.interval) % (
        count | days
    )


def with_end(rule: Rule, *, last: date, today: date) -> str:
    """With its last date, which may come before the last day that the rule allows."""
    names = {"rhythm": rhythm(rule), "day": when_shown.day(last, today=today)}
    return _("%(rhythm)s, until %(day)s") % names


def how_many(count: int) -> str:
    """ "15 dates" """
    return ngettext("%(count)s date", "%(count)s dates", count) % {"count": count}


def _listed(names: list[str]) -> str:
    if len(names) < 2 or when_shown.is_chinese():
        return when_shown.names(names)
    return _("%(others)s and %(last)s") % {"others": when_shown.names(names[:-1]), "last": names[-1]}
