"""The page of a running meeting: for who leads it with everything that can be done, for all others who is in."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from control.models import ControlAction
from control.pages.live_absent import build_absent_rows
from control.pages.live_captions import CaptionsPart, build_captions
from control.pages.live_reader import Reader, build_reader
from control.pages.live_row import PersonRow
from control.pages.live_rows import build_rows, build_waiting_rows, in_order
from control.pages.live_switches import ExtendButton, SwitchRow, build_extend_buttons, build_rules
from control.pages.words import tell
from control.queries import live
from control.queries.live import LiveRow
from control.queries.stamps import write_stamp
from control.services import ticking
from control.snapshots import LivePerson, LiveState
from l10n import format_datetime
from meetings import access, schedule
from meetings.models import Invitee, Meeting
from meetings.pages.join_path import join_address

# So many rows at first; the rest is one click away, and what one looks for is found.
MOST_ROWS, MOST_ABSENT, _STORY = 50, 20, 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for: whose name has these words in it, all rows, captions in a language."""

    search: str = ""
    is_whole: bool = False
    captions: str = ""

    @property
    def query(self) -> str:
        """Return it as an address has it."""
        given = {"q": self.search, "all": "1" if self.is_whole else "", "captions": self.captions}
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class StoryLine:
    """What was done, and when by the reader's clock."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class ControlPart:
    """What only those see who lead."""

    reference: str
    waiting: list[PersonRow]
    absent: list[PersonRow]
    absent_count: int
    rules: tuple[SwitchRow, ...]
    longer: tuple[ExtendButton, ...]
    story: tuple[StoryLine, ...]
    hands: int
    may_touch_host: bool


@dataclass(frozen=True, slots=True)
class LivePage:
    """``stamp`` stands for what is known; ``note`` says where nothing is, or how old it is.

    With ``ticket`` the open page asks whether there is anything new.
    """

    id: uuid.UUID
    subject: str
    stamp: str
    ticket: str
    asked: Asked
    clock: str
    until: str
    in_words: str
    since: str
    note: str
    organiser: str
    join: str
    rows: list[PersonRow]
    count: int
    found: int
    waiting_count: int
    captions: CaptionsPart
    state: LiveState
    control: ControlPart | None


def build_live_page(
    meeting: Meeting, person: User, now: datetime, *, asked: Asked, row: LiveRow | None = None
) -> LivePage:
    """Return the page of a meeting for one reader; a fixed number of queries however many are in."""
    can_control = access.can_change(person=person, meeting=meeting)
    known = row or live.read_row(meeting)
    state = known.state
    invitees = live.list_invitees(meeting)
    reader = build_reader(person, meeting, state, invitees, can_control=can_control)
    people = _narrowed(state, asked)
    own = next((one for one in invitees if one.person_id == person.pk), None)
    ends = datetime.fromtimestamp(state.ends, UTC) if state.ends else schedule.current_times(meeting, now=now).end_at
    shown = people if asked.is_whole else people[:MOST_ROWS]
    return LivePage(
        id=meeting.pk,
        subject=meeting.subject,
        stamp=write_stamp(known.version, known.confirmed_at, now),
        ticket=ticking.issue_ticket(meeting=meeting),
        asked=asked,
        clock=format_datetime.clock(now, zone=person.zone),
        until=format_datetime.clock(ends, zone=person.zone),
        in_words=_in_words(state),
        since=_time_left(ends, now),
        note=_note(known, person, now),
        organiser=meeting.organiser.name,
        join=join_address(own) if own else "",
        rows=build_rows(shown, state, reader),
        count=sum(not one.is_called for one in state.people),
        found=len(people),
        waiting_count=len(state.waiting),
        captions=build_captions(state, asked.captions),
        state=state,
        control=_control(meeting, person, now, state, reader, invitees, ends, asked) if can_control else None,
    )


def _control(
    meeting: Meeting,
    person: User,
    now: datetime,
    state: LiveState,
    reader: Reader,
    invitees: list[Invitee],
    ends: datetime,
    asked: Asked,
) -> ControlPart:
    since = schedule.current_times(meeting, now=now).start_at
    absent = build_absent_rows(state, live.list_left(meeting, state, since=since), invitees, reader=person)
    return ControlPart(
        reference=str(uuid.uuid4()),
        waiting=build_waiting_rows(state, reader),
        absent=absent if asked.is_whole else absent[:MOST_ABSENT],
        absent_count=len(absent),
        rules=build_rules(state),
        longer=build_extend_buttons(ends, person),
        story=_story(meeting, person),
        hands=sum(one.has_hand_up for one in state.people),
        may_touch_host=reader.may_touch_host,
    )


def _narrowed(state: LiveState, asked: Asked) -> list[LivePerson]:
    words = asked.search.casefold()
    people = in_order(state)
    return [one for one in people if words in one.name.casefold()] if words else people


def _in_words(state: LiveState) -> str:
    count = sum(not one.is_called for one in state.people)
    return ngettext("Running · %(count)s in", "Running · %(count)s in", count) % {"count": count}


def _time_left(ends: datetime, now: datetime) -> str:
    minutes = int((ends - now).total_seconds() // 60)
    if minutes < 0:
        return _("over its time")
    return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}


def _note(known: LiveRow, person: User, now: datetime) -> str:
    if known.confirmed_at is None:
        return _("The meeting service has not told yet who is in. This page shows it as soon as it does.")
    if known.is_stale(now):
        at = format_datetime.clock(known.confirmed_at, zone=person.zone)
        return _("As of %(at)s: nothing newer has been heard since.") % {"at": at}
    return ""


def _story(meeting: Meeting, person: User) -> tuple[StoryLine, ...]:
    """Return what was done last; a refusal says why."""
    return tuple(_line(action, person) for action in live.list_last_actions(meeting, most=_STORY))


def _line(action: ControlAction, person: User) -> StoryLine:
    at = format_datetime.clock(action.finished_at or action.created_at, zone=person.zone)
    return StoryLine(tell(action, person), at)
