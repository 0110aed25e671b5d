"""Which password guests have, and the link that stands for it."""

from tests.sandbox.calls.booking import passwords_by_role
from tests.sandbox.program import Caller, Sandbox, refused, why


def test_guests_without_a_password_have_a_link_without_a_tail(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(confConfigInfo={"isGuestFreePwd": True})
    assert list(passwords_by_role(meeting)) == ["chair"]
    assert meeting["guestJoinUri"] == f"{sandbox.url}/#/j/{meeting['conferenceID']}"


def test_edit_keeps_the_link_of_a_password_that_stays(chen: Caller) -> None:
    first = chen.book(confConfigInfo={"guestPwd": "482913"})
    _, (edited,) = chen.edit(
        first["conferenceID"], startTime=first["startTime"], confConfigInfo={"guestPwd": "482913"}
    )
    assert (edited["guestJoinUri"], passwords_by_role(edited)) == (first["guestJoinUri"], passwords_by_role(first))


def test_edit_to_a_guest_password_that_stands_for_something_else(chen: Caller) -> None:
    meeting = chen.book()
    for password, code in (
        (meeting["conferenceID"], "MMC.111071081"),
        (passwords_by_role(meeting)["chair"], "MMC.111071105"),
    ):
        answer = chen.edit(
            meeting["conferenceID"], startTime=meeting["startTime"], confConfigInfo={"guestPwd": password}
        )
        assert why(answer) == refused(code)
