"""Passwords and links by the role of whoever asks."""

from tests.sandbox.program import APP_ID, Caller

LI = {"name": "Li Wei", "accountId": "li", "appId": APP_ID, "email": "li@qingshan.example"}


def test_passwords_and_links_by_role(chen: Caller, li: Caller, administrator: Caller) -> None:
    meeting = chen.book(attendees=[LI])
    own = meeting["passwordEntry"]
    for caller, role, entries in ((chen, "chair", own), (li, "general", own[1:]), (administrator, "general", own[1:])):
        shown = caller.detail(meeting["conferenceID"])[1]["conferenceData"]
        assert (shown["role"], shown["passwordEntry"]) == (role, entries)
        assert ("chairJoinUri" in shown) == (role == "chair")
        assert shown["guestJoinUri"] == meeting["guestJoinUri"]
    assert li.list()[1]["data"][0]["passwordEntry"] == own[1:]
    cohosted = chen.book(attendees=[LI | {"role": 1}])
    assert li.detail(cohosted["conferenceID"])[1]["conferenceData"]["role"] == "chair"
