"""One meeting as it is heard: events are added up to a state, and to who came and went."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from control.snapshots import LiveCall, LiveCaption, LivePerson, LiveState
from history.writes.cleaning import clean
from hwmeeting import (
    CallResults,
    Caption,
    ConnectionQuality,
    LiveMeeting,
    MeetingState,
    PeopleChanged,
    Person,
    Roster,
    SiteState,
    SpeakersChanged,
)

_CAPTIONS, _CALLS = 20, 50
_REACHED = "0"
# Loss in thousandths and delay in milliseconds, from which on a connection is weak, and so weak that people notice.
_WEAK, _BAD = (30, 300), (100, 500)
_LONGEST_ID, _LONGEST_NUMBER, _LONGEST_NAME, _LONGEST_SENTENCE = 64, 128, 200, 1000


class Picture:
    """What is known of one meeting; ``is_known`` once anything is."""

    def __init__(self) -> None:
        self._roster = Roster()
        self._switched: MeetingState | None = None
        self._speakers: tuple[str, ...] = ()
        self._captions: deque[LiveCaption] = deque(maxlen=_CAPTIONS)
        self._calls: dict[str, LiveCall] = {}
        self._networks: dict[str, str] = {}
        self._asked: LiveState | None = None
        self._left: dict[str, datetime] = {}
        self.is_known = False

    @property
    def knows_switches(self) -> bool:
        """Return whether it is known what is switched: not where who is in was asked for, or told, alone."""
        return self._asked is None and self._switched is not None

    @property
    def left(self) -> Mapping[str, datetime]:
        """Return when people left, by their ids, where that was told; who is missed in a whole list has no time."""
        return self._left

    def forget_left(self) -> None:
        """Forget who left, once that is stored."""
        self._left = {}

    def hear(self, event: object) -> None:
        """Take in one event; what says nothing of the meeting changes nothing."""
        self._note_leaving(event)
        if self._roster.apply(event):
            # Who waits says nothing of who is in.
            self.is_known |= isinstance(event, PeopleChanged)
            self._asked = None
        elif isinstance(event, MeetingState):
            self._switched = event
        elif isinstance(event, SpeakersChanged):
            self._speakers = event.participant_ids
        elif isinstance(event, Caption) and event.is_final:
            self._captions.append(_caption(event))
        elif isinstance(event, CallResults):
            self._note_calls(event)

    def rate(self, qualities: Iterable[ConnectionQuality]) -> None:
        """Take in how good the connections are."""
        self._networks = {clean(one.participant_id, _LONGEST_ID): _network(one) for one in qualities}

    def see(self, live: LiveMeeting) -> None:
        """Take in what was asked for: who is in, and who leads."""
        people = tuple(
            LivePerson(
                id=clean(site.id, _LONGEST_ID),
                name=clean(site.name, _LONGEST_NAME),
                number=clean(site.phone, _LONGEST_NUMBER),
                role="host" if site.id == live.host_id else "cohost" if site.id in live.cohost_ids else "guest",
                is_called=site.state is not SiteState.IN,
                is_muted=site.is_muted,
                has_video=site.has_video,
                has_hand_up=site.has_hand_up,
            )
            for site in live.sites
        )
        self._asked, self.is_known = LiveState(people=people), True

    def _note_leaving(self, event: object) -> None:
        if isinstance(event, PeopleChanged) and event.told_at:
            for change in event.changes:
                key = clean(change.id, _LONGEST_ID)
                self._left.pop(key, None)
                if change.is_gone:
                    self._left[key] = event.told_at
        elif isinstance(event, MeetingState) and event.is_over and event.told_at:
            there = {clean(one.id, _LONGEST_ID): event.told_at for one in self._roster.people}
            self._left = there | self._left

    def state(self) -> LiveState:
        """Return the meeting as it is known now."""
        if self._asked is not None:
            return self._asked
        switched = self._switched
        state = LiveState(
            people=tuple(self._rated(_person(one)) for one in self._roster.people),
            waiting=tuple(map(_person, self._roster.waiting)),
            speakers=tuple(clean(one, _LONGEST_ID) for one in self._speakers),
            captions=tuple(self._captions),
            calls=tuple(self._calls.values()),
        )
        return state if switched is None else _with_switches(state, switched)

    def _rated(self, one: LivePerson) -> LivePerson:
        network = self._networks.get(one.id, "")
        return replace(one, network=network) if network else one

    def _note_calls(self, event: CallResults) -> None:
        """Keep the last ones that reached nobody; why somebody has left is told in the same way, and is none."""
        numbers = {one.number for one in self._roster.people}
        for result in event.results:
            number = clean(result.number, _LONGEST_NUMBER)
            self._calls.pop(number, None)
            if result.code != _REACHED and number and number not in numbers:
                self._calls[number] = LiveCall(number, int(timezone.now().timestamp()))
        for number in list(self._calls)[:-_CALLS]:
            del self._calls[number]


def _network(one: ConnectionQuality) -> str:
    """Return a word for a connection; the vendor's own rating is not documented."""
    lost = max(one.lost_sent or 0, one.lost_received or 0)
    delay = one.delay_ms or 0
    if lost >= _BAD[0] or delay >= _BAD[1]:
        return "bad"
    return "weak" if lost >= _WEAK[0] or delay >= _WEAK[1] else "good"


def _with_switches(state: LiveState, switched: MeetingState) -> LiveState:
    return replace(
        state,
        ends=_seconds(switched.ends_at),
        mode=clean(switched.mode, 16),
        follows_voices=switched.follows_voices,
        is_locked=switched.is_locked,
        is_muted=switched.is_muted,
        may_unmute=switched.may_unmute,
        is_sharing_locked=switched.is_sharing_locked,
        is_recording=switched.is_recording,
        was_recorded=switched.was_recorded,
        has_captions=switched.has_captions,
    )


def _person(one: Person) -> LivePerson:
    return LivePerson(
        id=clean(one.id, _LONGEST_ID),
        name=clean(one.name, _LONGEST_NAME),
        number=clean(one.number, _LONGEST_NUMBER),
        user_id=clean(one.third_account, _LONGEST_NUMBER),
        user_uuid=clean(one.user_uuid, _LONGEST_ID),
        client=clean(one.client, _LONGEST_ID),
        role="host" if one.is_host else "cohost" if one.is_cohost else "guest",
        joined=0 if one.is_called else _seconds(one.joined_at),
        is_called=one.is_called,
        is_muted=one.is_muted,
        has_video=one.has_video,
        has_hand_up=one.has_hand_up,
        is_sharing=one.is_sharing,
        is_broadcast=one.is_broadcast,
        has_floor=one.is_called_up,
    )


def _caption(said: Caption) -> LiveCaption:
    texts = {language: clean(text, _LONGEST_SENTENCE) for language, text in said.texts.items()}
    return LiveCaption(
        clean(said.participant_id, _LONGEST_ID),
        texts.get("Mandarin", ""),
        texts.get("English", ""),
        texts.get("Original", ""),
    )


def _seconds(at: datetime | None) -> int:
    return int(at.timestamp()) if at else 0
