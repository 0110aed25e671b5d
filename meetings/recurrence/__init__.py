"""By which rule a series repeats: pure computation, without Django.

A `Rule` is any rule that the portal knows; a `Cycle` is what the meeting service can keep by itself.
"""

from meetings.recurrence.cycles import Cycle, CycleProblem
from meetings.recurrence.pattern import Unit
from meetings.recurrence.problems import RuleProblem
from meetings.recurrence.rule import Rule

__all__ = ["Cycle", "CycleProblem", "Rule", "RuleProblem", "Unit"]
