"""What the page and dialog for cancelling show."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from l10n import format_datetime
from meetings import schedule
from meetings.forms.cancelling import CancelForm
from meetings.models import Meeting, Occurrence


@dataclass(frozen=True, slots=True)
class CancelOffer:
    """What may be cancelled: a meeting, or one occurrence of a series and all ``ahead``.

    ``occurrence_id`` is None for a single meeting, ``day`` and ``when`` are those of what is cancelled at least;
    ``following`` counts those after it, 0 where it is the first or the last of those ahead.
    """

    meeting_id: uuid.UUID
    subject: str
    form: CancelForm
    reference: object
    occurrence_id: int | None
    ahead: int
    following: int
    when: str
    day: str
    guest_count: int


@dataclass(frozen=True, slots=True)
class CancelPage:
    """``refusal`` is what the service said when it was tried."""

    offer: CancelOffer
    refusal: str


def build_cancel_offer(
    meeting: Meeting,
    person: User,
    form: CancelForm,
    now: datetime,
    *,
    occurrences: Iterable[Occurrence],
    guest_count: int,
    chosen: str = "",
    reference: object = None,
) -> CancelOffer:
    """Return what may be cancelled; of a series the occurrence that is ``chosen``, or the next.

    ``occurrences`` are those of the series, whoever keeps it; of one that the portal keeps ``meeting`` is chosen.
    """
    occurrences = list(occurrences)
    if meeting.portal_series_id:
        chosen = next((str(one.pk) for one in occurrences if one.meeting_id == meeting.pk), "")
    ahead = sorted((one for one in occurrences if not one.is_cancelled and one.start_at > now), key=_start)
    offered = next((one for one in ahead if str(one.pk) == chosen), ahead[0] if ahead else None)
    shown = offered or schedule.current_times(meeting, now=now)
    return CancelOffer(
        meeting_id=meeting.pk,
        subject=meeting.subject,
        form=form,
        reference=reference or form["reference"].value() or uuid.uuid4(),
        occurrence_id=offered.pk if offered else None,
        ahead=len(ahead),
        following=len(ahead) - ahead.index(offered) - 1 if offered and offered != ahead[0] else 0,
        when=format_datetime.when(shown.start_at, shown.end_at, zone=person.zone, now=now),
        day=format_datetime.day(
            shown.start_at.astimezone(person.zone).date(), today=now.astimezone(person.zone).date()
        ),
        guest_count=guest_count,
    )


def _start(occurrence: Occurrence) -> datetime:
    return occurrence.start_at
