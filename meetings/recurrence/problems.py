"""Why no series can be held by a rule: the field that it stands in, and the sentence that says what would work."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime
from meetings.recurrence.rules import EndsTooLate, IntervalProblem, NoPoint, RuleProblem, TooManyOccurrences


def sentence(problem: RuleProblem, *, today: date) -> tuple[str, str]:
    """Field and sentence. The field is "interval", "points" or "until"."""
    if isinstance(problem, IntervalProblem):
        return "interval", _("A whole number from 1 to %(longest)s, please.") % {"longest": problem.longest}
    if isinstance(problem, NoPoint):
        return "points", _("Choose at least one day.")
    if isinstance(problem, EndsTooLate):
        latest = {"day": format_datetime.day(problem.latest, today=today)}
        return "until", _("A series lasts a year at most. %(day)s would be its last day.") % latest
    if isinstance(problem, TooManyOccurrences):
        names = {"count": problem.count, "day": format_datetime.day(problem.last, today=today)}
        return "until", ngettext(
            "This makes %(count)s meeting; 50 is the most. End it by %(day)s, or choose a longer interval.",
            "This makes %(count)s meetings; 50 is the most. End it by %(day)s, or choose a longer interval.",
            problem.count,
        ) % names
    return "until", _("No date of the series lies between its start and its end. End it later.")
