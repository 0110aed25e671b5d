"""What the page says before a meeting is ended for everybody."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from control.pages.live_reader import user_id_of
from control.pages.live_rows import shown_name
from control.queries import live
from control.services import presence
from l10n import format_datetime
from meetings import schedule
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class EndPage:
    """``lines`` are what follows, each with its icon; ``refusal`` is what the service said when it was tried."""

    meeting_id: uuid.UUID
    subject: str
    when: str
    lines: tuple[tuple[str, str], ...]
    reference: uuid.UUID
    refusal: str
    # Whether the booking can go with it, so that nobody comes back.
    may_close: bool
    # Who can lead on, if the reader only leaves: participant and name.
    successors: tuple[tuple[str, str], ...]


def build_end_page(meeting: Meeting, person: User, now: datetime, *, refusal: str = "") -> EndPage:
    """Return the page; asks the meeting service who is in, and does without where it doesn't say. No transaction."""
    current = schedule.current_times(meeting, now=now)
    return EndPage(
        meeting_id=meeting.pk,
        subject=meeting.subject,
        when=format_datetime.when(current.start_at, current.end_at, zone=person.zone, now=now),
        lines=(
            ("people", _who_is_put_out(meeting)),
            ("undo", _coming_back(current.end_at, person, now)),
            *_others(meeting, now),
        ),
        reference=uuid.uuid4(),
        refusal=refusal,
        may_close=not meeting.is_series and current.end_at > now,
        successors=_list_successors(meeting, person),
    )


def _list_successors(meeting: Meeting, person: User) -> tuple[tuple[str, str], ...]:
    """Return who may become the host: everybody in who isn't the reader and has an account; co-hosts first."""
    state = live.read_row(meeting).state
    own = user_id_of(person)
    if not any(one.user_id == own for one in state.people if own):
        return ()
    found = [one for one in state.people if one.user_id and one.user_id != own and not one.is_called]
    return tuple(
        (one.id, shown_name(one, is_host=True))
        for one in sorted(found, key=lambda one: (one.role != "cohost", one.name))
    )


def _who_is_put_out(meeting: Meeting) -> str:
    count = presence.count_people(meeting=meeting)
    if not count:
        return _("Everybody who is in is put out at once.")
    words = ngettext(
        "The one person who is in is put out at once.", "All %(count)s who are in are put out at once.", count
    )
    return words % {"count": count}


def _coming_back(end_at: datetime, person: User, now: datetime) -> str:
    if end_at <= now:
        return _("Nobody can come back: its time is over.")
    until = format_datetime.moment(end_at, zone=person.zone, now=now)
    words = _("Until %(until)s people may come back in, unless your organisation has switched that off.")
    return words % {"until": until}


def _others(meeting: Meeting, now: datetime) -> tuple[tuple[str, str], ...]:
    if not meeting.is_series or not meeting.occurrences.ahead(now).exists():
        return ()
    return (("repeat", _("The other dates of the series stay booked.")),)
