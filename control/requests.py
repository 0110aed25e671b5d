"""Whom somebody wants to be called into a meeting."""

import re
from dataclasses import dataclass
from enum import StrEnum

from accounts.models import User
from control.problems import Code
from l10n import one_line, phone_number
from l10n.problem import Problem

LONGEST_NUMBER, LONGEST_NAME, MOST_CALLEES = 127, 96, 100  # the last is ours
# As a device is dialled: digits, or a name at a host.
_SIP = re.compile(r"\+?[0-9*#]{2,}|(sip:)?[^@\s]+@[^@\s]+", re.ASCII)


class NumberKind(StrEnum):
    """What stands at the other end."""

    PHONE = "phone"
    SIP = "sip"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class CalleeRequest:
    """A person of the portal, or a number with what it is; a number without a name is shown as the number."""

    person: User | None = None
    number: str = ""
    kind: NumberKind = NumberKind.PHONE
    name: str = ""

    @property
    def dialled(self) -> str:
        """Return the number as the meeting service takes it, "" for what is none."""
        typed = self.number.strip()
        if self.kind is NumberKind.PHONE:
            return phone_number.dialled(typed)
        return typed if _SIP.fullmatch(typed) and len(typed) <= LONGEST_NUMBER else ""

    @property
    def shown_name(self) -> str:
        """Return under which name the others see them."""
        name = self.person.name if self.person else one_line.one_line(self.name)
        return name[:LONGEST_NAME] or self.dialled


def number_problem(callee: CalleeRequest, field: str) -> Problem | None:
    """Return what is wrong with the number of a callee who is no person, None if nothing is."""
    if callee.person or callee.dialled:
        return None
    code = Code.PHONE_INVALID if callee.kind is NumberKind.PHONE else Code.NUMBER_INVALID
    return Problem(code, field, {"typed": callee.number})
