"""The invited as a detail shows them."""

from tests.sandbox.program import APP_ID, Caller

LI = {"name": "Li Wei", "accountId": "li", "appId": APP_ID, "email": "li@qingshan.example"}


def test_a_detail_has_the_invited(chen: Caller, li: Caller) -> None:
    room = {"name": "Boardroom", "phone": "+99111555", "type": "terminal"}
    anna = {"name": "Anna", "email": "anna@tuv.example", "sms": "+491701234567", "deptName": "TÜV", "isAutoInvite": 0}
    meeting = chen.book(attendees=[LI | {"role": 1}, anna, room])
    status, detail = chen.detail(meeting["conferenceID"])
    number = li.login["user"]["alias1"]
    constant = {"state": "MEETTING", "isNotOverlayPidName": False}
    assert (status, detail["data"]) == (
        200,
        {
            "offset": 0,
            "limit": 20,
            "count": 3,
            "data": [
                constant | LI | {"participantID": number, "role": 1, "attendeeType": "normal", "userUUID": li.uuid},
                constant | anna | {"role": 0, "attendeeType": "outside"},
                constant | {"participantID": "+99111555", "name": "Boardroom", "role": 0, "attendeeType": "terminal"},
            ],
        },
    )
    assert detail["conferenceData"] == meeting | {"role": "chair"}
    assert (meeting["normalCount"], meeting["terminlCount"], meeting["size"]) == (2, 1, 3)
