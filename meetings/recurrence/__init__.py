"""By which rule a series repeats: pure computation, without Django."""

from meetings.recurrence.rules import Rule, RuleProblem, Unit

__all__ = ["Rule", "RuleProblem", "Unit"]
