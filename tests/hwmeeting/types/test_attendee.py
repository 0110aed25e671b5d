"""An invitee in answers and in requests."""

from hwmeeting import Attendee

_ATTENDEE = Attendee(
    name="李伟",
    email="li@tuv.example",
    sms="+4915112345",
    phone="+991112222",
    is_host=True,
    type="normal",
    account_id="li.wei",
    app_id="a",
    user_uuid="u",
    phone2="2",
    phone3="3",
    address="Room 4",
    department_name="R&D",
    auto_invite=False,
)
# What is called the same on both ways.
_SAME = {
    "name": "李伟",
    "email": "li@tuv.example",
    "sms": "+4915112345",
    "role": 1,
    "accountId": "li.wei",
    "appId": "a",
    "userUUID": "u",
    "phone2": "2",
    "phone3": "3",
    "address": "Room 4",
    "deptName": "R&D",
    "isAutoInvite": 0,
}


def test_from_vendor_reads_the_number_of_a_participant() -> None:
    assert Attendee.from_vendor(_SAME | {"participantID": "+991112222", "attendeeType": "normal"}) == _ATTENDEE


def test_from_vendor_of_an_empty_row() -> None:
    assert Attendee.from_vendor({}) == Attendee()


def test_to_vendor_names_number_and_type_as_a_request_does() -> None:
    assert _ATTENDEE.to_vendor() == _SAME | {"phone": "+991112222", "type": "normal"}


def test_to_vendor_leaves_out_what_says_nothing() -> None:
    assert Attendee(name="Anna", email="anna@tuv.example").to_vendor() == {
        "name": "Anna",
        "email": "anna@tuv.example",
        "role": 0,
    }
