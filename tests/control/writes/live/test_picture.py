"""What is heard of a meeting adds up."""

from datetime import UTC, datetime

from control.snapshots import LiveCaption, LivePerson, LiveState
from control.writes.live.picture import Picture
from hwmeeting import (
    CallResult,
    CallResults,
    Caption,
    LiveMeeting,
    LiveSite,
    MeetingState,
    PeopleChanged,
    PersonChange,
    SiteState,
    SpeakersChanged,
    WaitingChanged,
)

_AT = datetime(2026, 5, 18, 8, tzinfo=UTC)
_SECONDS = 1779091200
_ANNA = {"NAME": "Anna", "TEL": "1", "ADDTIME": f"{_SECONDS}000", "IS_COHOST": "1", "THIRDACCOUNT": "anna"}
_SWITCHED = MeetingState(
    is_over=False,
    ends_at=_AT,
    mode="FIXED",
    follows_voices=True,
    is_locked=True,
    is_muted=True,
    may_unmute=False,
    is_sharing_locked=False,
    is_recording=True,
    was_recorded=True,
    has_captions=True,
    is_paused=False,
    panes=(),
)


def heard(*events: object) -> Picture:
    picture = Picture()
    for event in events:
        picture.hear(event)
    return picture


def test_everything_adds_up() -> None:
    picture = heard(
        _SWITCHED,
        PeopleChanged(True, (PersonChange("a", False, _ANNA), PersonChange("b", False, {"STATE": "1", "NAME": "B"}))),
        WaitingChanged(True, (PersonChange("c", False, {"NAME": "Cleo"}),)),
        SpeakersChanged(("a",)),
        Caption("a", {"English": "<b>Hi</b>", "Mandarin": "嗨"}, True, _AT),
        Caption("a", {"English": "Hel"}, False, _AT),
    )
    assert picture.state() == LiveState(
        people=(
            LivePerson("a", "Anna", "1", "anna", role="cohost", joined=_SECONDS),
            LivePerson("b", "B", is_called=True),
        ),
        waiting=(LivePerson("c", "Cleo"),),
        speakers=("a",),
        captions=(LiveCaption("a", "嗨", "<b>Hi</b>", ""),),
        ends=_SECONDS,
        mode="FIXED",
        follows_voices=True,
        is_locked=True,
        is_muted=True,
        may_unmute=False,
        is_recording=True,
        was_recorded=True,
        has_captions=True,
    )


def test_what_was_stored_is_read_back() -> None:
    state = heard(PeopleChanged(True, (PersonChange("a", False, _ANNA),)), _SWITCHED).state()
    assert LiveState.from_json(state.to_json()) == state
    assert LiveState.from_json({}) == LiveState()
    assert LiveState.from_json(state.to_json() | {"of a newer version": 1}) == state


def test_nothing_is_known_before_who_is_in() -> None:
    assert not heard(_SWITCHED).is_known
    assert heard(PeopleChanged(True, ())).is_known


def test_what_is_asked_for_stands_until_it_is_told_again() -> None:
    picture = heard(PeopleChanged(True, (PersonChange("a", False, _ANNA),)))
    sites = (
        LiveSite("h", "Host", "1", SiteState.IN, is_muted=True, has_video=True, has_hand_up=False),
        LiveSite("p", "Phone", "2", SiteState.CALLED),
    )
    picture.see(LiveMeeting((), sites, "h", ()))
    assert picture.state() == LiveState(
        people=(
            LivePerson("h", "Host", "1", role="host", is_muted=True, has_video=True),
            LivePerson("p", "Phone", "2", is_called=True),
        )
    )
    picture.hear(PeopleChanged(True, (PersonChange("b", False, {"NAME": "Ben"}),)))
    assert [one.name for one in picture.state().people] == ["Ben"]


def test_only_the_last_captions_are_kept() -> None:
    captions = [Caption("a", {"English": str(number)}, True, _AT) for number in range(30)]
    assert [one.english for one in heard(*captions).state().captions] == [str(number) for number in range(10, 30)]


def test_names_that_no_database_takes_are_cleaned_and_mark_up_stays_text() -> None:
    odd = {"NAME": "\x00<b>\u202eAnna</b>\ud800" + "x" * 300, "TEL": "1\x00"}
    (person,) = heard(PeopleChanged(True, (PersonChange("a\x00", False, odd),))).state().people
    assert "\x00" not in person.name + person.number + person.id
    assert (person.name.encode(), len(person.name)) == (person.name.encode(), 200)
    assert "<b>" in person.name


def test_what_is_as_usual_is_left_out_of_what_is_stored() -> None:
    picture = heard(PeopleChanged(True, (PersonChange("a", False, {"NAME": "Anna", "MUTE": "1"}),)))
    assert picture.state().to_json()["people"] == [{"id": "a", "name": "Anna", "is_muted": True}]


def test_calls_that_reached_nobody_are_kept_until_somebody_answers() -> None:
    picture = Picture()
    picture.hear(CallResults((CallResult("0255", "11111003"), CallResult("", "11111003"))))
    assert [one.number for one in picture.state().calls] == ["0255"]
    picture.hear(CallResults((CallResult("0255", "0"),)))
    assert picture.state().calls == ()
