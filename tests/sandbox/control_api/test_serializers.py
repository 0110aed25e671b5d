"""The state as the sandbox's own address shows it."""

from tests.sandbox.program import Caller, Sandbox


def test_state_has_attendees_as_they_were_written(sandbox: Sandbox, chen: Caller) -> None:
    attendees = [{"name": "Anna", "email": "anna@tuv.example", "type": "outside", "own": [1, None, {"a": "é"}]}]
    meeting = chen.book(attendees=attendees, confConfigInfo={"guestPwd": "482913", "isSendNotify": False})
    found = sandbox.meeting(meeting["conferenceID"])
    assert (found["attendees"], found["guest_password"]) == (attendees, "482913")
    assert found["host_password"] == meeting["passwordEntry"][0]["password"]
    assert (found["scheduler"], found["participants"], found["is_running"]) == ("chen", [], False)
    options = found["confConfigInfo"]
    assert (options["isSendNotify"], options["isSendSms"], options["isSendCalendar"]) == (False, True, True)
