"""What somebody wants done to a running meeting, and whom they want to be called in."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from accounts.models import User
from control.problems import Code
from hwmeeting import Picture
from hwmeeting.types.picture import IMAGE_TYPES, count_panes
from l10n import one_line, phone_number
from l10n.problem import Problem

LONGEST_NUMBER, LONGEST_NAME, MOST_CALLEES = 127, 96, 100  # the last is ours
MOST_MINUTES = 24 * 60
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


@dataclass(frozen=True, slots=True)
class PaneRequest:
    """One pane of the picture, from 1 on: who is seen there in turn, or the presentation.

    ``sites`` are the numbers of ``participant_ids``, which are known once they are looked up.
    """

    index: int
    participant_ids: tuple[str, ...] = ()
    is_presentation: bool = False
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionRequest:
    """One action of the table; each reads of it what it needs.

    ``participant_id`` is whom it is about, ``number`` where that is somebody who isn't in. ``title`` is a new name, or
    that of a picture; ``image_type`` without ``panes`` shows people in the order in which they came. ``name``,
    ``ids`` and ``ends`` are not asked for but found: who it is, all whom it is about, when the meeting ended before.
    """

    participant_id: str = ""
    number: str = ""
    title: str = ""
    minutes: int = 0
    may_unmute: bool = True
    image_type: str = ""
    panes: tuple[PaneRequest, ...] = ()
    layout_id: str = ""
    name: str = ""
    ids: tuple[str, ...] = ()
    ends: int = 0

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Self:
        """Return what was stored; what a newer version has beyond this one is passed over."""
        known = {name: value for name, value in written.items() if name in cls.__dataclass_fields__}
        known["panes"] = tuple(
            PaneRequest(**one | {name: tuple(one[name]) for name in ("participant_ids", "sites")})
            for one in written.get("panes", ())
        )
        return cls(**known | {"ids": tuple(written.get("ids", ()))})

    def to_json(self) -> dict[str, Any]:
        """Return what is stored: without what was not given."""
        return {name: value for name, value in asdict(self).items() if value != getattr(_NOTHING, name)}

    def with_picture(self, title: str, picture: Picture) -> "ActionRequest":
        """Return it with a picture that was kept under that name."""
        panes = tuple(PaneRequest(one.index, (), one.is_presentation, one.sites) for one in picture.panes)
        return replace(self, title=title, image_type=picture.image_type, panes=panes)


_NOTHING = ActionRequest()


def request_problems(asked: ActionRequest, needed: Iterable[str]) -> list[Problem]:
    """Return all that is wrong with a request of which ``needed`` fields have to be given."""
    problems = [Problem(_MISSING[name], name) for name in sorted(needed) if not getattr(asked, name)]
    if len(asked.title) > LONGEST_NAME:
        problems.append(Problem(Code.TITLE_TOO_LONG, "title", {"most": LONGEST_NAME}))
    if "minutes" in needed and asked.minutes and not 1 <= asked.minutes <= MOST_MINUTES:
        problems.append(Problem(Code.MINUTES_OUT_OF_RANGE, "minutes", {"most": MOST_MINUTES}))
    return problems + _picture_problems(asked)


def _picture_problems(asked: ActionRequest) -> list[Problem]:
    if asked.image_type and asked.image_type not in IMAGE_TYPES:
        return [Problem(Code.PICTURE_UNKNOWN, "image_type", {"typed": asked.image_type})]
    most = count_panes(asked.image_type) if asked.image_type else 0
    indexes = [one.index for one in asked.panes]
    if asked.panes and (len(set(indexes)) < len(indexes) or not all(1 <= one <= most for one in indexes)):
        return [Problem(Code.PANES_UNKNOWN, "panes", {"most": most})]
    if sum(one.is_presentation for one in asked.panes) > 1:
        return [Problem(Code.PRESENTATION_TWICE, "panes")]
    return []


_MISSING = {
    "participant_id": Code.PARTICIPANT_MISSING,
    "number": Code.NUMBER_MISSING,
    "title": Code.TITLE_MISSING,
    "minutes": Code.MINUTES_MISSING,
    "image_type": Code.PICTURE_MISSING,
    "layout_id": Code.LAYOUT_MISSING,
}
