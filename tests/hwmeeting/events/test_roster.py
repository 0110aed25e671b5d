"""Who is in, added up."""

from datetime import UTC, datetime

from hwmeeting import PeopleChanged, Person, PersonChange, Roster, SpeakersChanged, WaitingChanged

_ANNA = {
    "NAME": "Anna",
    "TEL": "1",
    "ADDTIME": "1779091200000",
    "ROLE": "1",
    "STATE": "0",
    "MUTE": "1",
    "CLICENT_LOGIN_TYPE": "Mobile",
}


def names(roster: Roster) -> list[str]:
    return [one.name for one in roster.people]


def test_parts_add_up() -> None:
    roster = Roster()
    assert roster.apply(
        PeopleChanged(True, (PersonChange("a", False, _ANNA), PersonChange("b", False, {"NAME": "B"})))
    )
    roster.apply(PeopleChanged(False, (PersonChange("a", False, {"HAND": "1", "MUTE": "0"}), PersonChange("b", True))))
    (anna,) = roster.people
    assert anna == Person(
        id="a",
        name="Anna",
        number="1",
        user_uuid="",
        account="",
        third_account="",
        client="Mobile",
        joined_at=datetime(2026, 5, 18, 8, tzinfo=UTC),
        is_called=False,
        is_host=True,
        is_cohost=False,
        is_muted=False,
        has_video=False,
        has_hand_up=True,
        is_sharing=False,
        is_broadcast=False,
        is_called_up=False,
        is_asked_to_share=False,
        may_record=False,
    )


def test_a_full_one_takes_the_place_of_all_before() -> None:
    roster = Roster()
    roster.apply(PeopleChanged(True, (PersonChange("a", False, _ANNA),)))
    roster.apply(PeopleChanged(True, (PersonChange("b", False, {"NAME": "Ben"}),)))
    assert names(roster) == ["Ben"]


def test_who_waits_is_apart_and_whoever_leaves_twice_is_gone_once() -> None:
    roster = Roster()
    roster.apply(WaitingChanged(False, (PersonChange("a", False, _ANNA),)))
    roster.apply(PeopleChanged(False, (PersonChange("a", True),)))
    assert (names(roster), [one.name for one in roster.waiting]) == ([], ["Anna"])
    assert not roster.apply(SpeakersChanged(()))
