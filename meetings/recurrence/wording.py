"""By which rule a series is held, in words: "Every 2 weeks on Mon and Thu, until Tue 15 Dec 2026"."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime
from meetings.recurrence import rules
from meetings.recurrence.rules import Rule, Unit


def describe_rule(rule: Rule) -> str:
    """Return the rule without its end: "Every Monday and Thursday"."""
    if rule.unit is Unit.DAY:
        return _("Every day") if rule.interval == 1 else _("Every %(count)s days") % {"count": rule.interval}
    if rule.unit is Unit.WEEK:
        names = {"days": _listed([format_datetime.weekday(day) for day in rule.days]), "count": rule.interval}
        return (_("Every %(days)s") if rule.interval == 1 else _("Every %(count)s weeks on %(days)s")) % names
    names = {"days": _listed([format_datetime.day_of_month(day) for day in rule.days]), "count": rule.interval}
    if rule.interval == 1:
        return _("Every month on the %(days)s") % names
    return _("Every %(count)s months on the %(days)s") % names


def describe_rule_with_end(rule: Rule, *, last: date, today: date) -> str:
    """Return the rule with its last date, which may come before the last day that the rule allows."""
    names = {"rule": describe_rule(rule), "day": format_datetime.day(last, today=today)}
    return _("%(rule)s, until %(day)s") % names


def describe_last_instead(rule: Rule, days: Iterable[date], *, today: date) -> str:
    """Return the sentence that names those of ``days`` whose month lacks the day of the rule, "" where none does."""
    short = [format_datetime.day(day, today=today) for day in days if rules.is_last_instead(rule, day)]
    if not short:
        return ""
    return ngettext(
        "On %(days)s, since that month lacks the day.", "On %(days)s, since those months lack the day.", len(short)
    ) % {"days": _listed(short)}


def _listed(names: list[str]) -> str:
    if len(names) < 2 or format_datetime.is_chinese():
        return format_datetime.names(names)
    return _("%(others)s and %(last)s") % {"others": format_datetime.names(names[:-1]), "last": names[-1]}
