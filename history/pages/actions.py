"""What was done in a session, in the meeting service's words."""

import re
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from history.models import EndedSession, OnlineParticipant
from history.pages.lanes import Axis

_MOST = 200
_OPAQUE = re.compile(r"[0-9a-f-]{24,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Action:
    """One of them: what to whom, by whom, with which result, and when by the reader's clock."""

    words: str
    by: str
    result: str
    at: str


def build_actions(session: EndedSession, axis: Axis) -> tuple[Action, ...]:
    """Return what was done, the latest first.

    Whom it was done to is a masked number or a participant's ID (docs/vendor/history.md 12.3). For an ID stands the
    name under which the portal saw them while the meeting ran, else nothing: it says nothing to anybody.
    """
    seen = OnlineParticipant.objects.filter(
        tenant=session.tenant_id,
        vendor_conference_id=session.vendor_conference_id,
        participant_id=OuterRef("target"),
    )
    rows = session.control_records.order_by("-at", "-pk").annotate(seen_name=Subquery(seen.values("name")[:1]))
    return tuple(
        Action(
            words=" ".join(each for each in (row.operation, row.seen_name or _legible(row.target)) if each),
            by=row.operator,
            result=row.result,
            at=axis.clock(row.at) if row.at else "",
        )
        for row in rows[:_MOST]
    )


def _legible(target: str) -> str:
    return "" if _OPAQUE.fullmatch(target) else target
