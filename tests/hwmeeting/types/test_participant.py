"""A participant of a running meeting as an answer has it."""

from hwmeeting import Participant


def test_from_vendor_of_a_host() -> None:
    source = {
        "participant_id": "p",
        "name": "陈静",
        "call_number": "+991",
        "role": 1,
        "third_account": "chen",
        "account": "chen@qingshan",
        "user_id": "u",
    }
    assert Participant.from_vendor(source) == Participant("p", "陈静", "+991", True, "chen", "chen@qingshan", "u")


def test_from_vendor_of_a_guest_without_an_account() -> None:
    assert Participant.from_vendor({"participant_id": "p", "name": "Anna", "role": 0}) == Participant(
        "p", "Anna", "", False, "", "", ""
    )
