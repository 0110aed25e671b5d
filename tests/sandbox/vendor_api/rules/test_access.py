"""Who may see a meeting and who may act on it."""

from tests.sandbox.program import Caller, refused, why


def test_who_may_see_a_meeting(chen: Caller, li: Caller, administrator: Caller) -> None:
    conference_id = chen.book()["conferenceID"]
    assert why(li.detail(conference_id)) == refused("MMC.111070010", 403)
    assert administrator.detail(conference_id)[0] == 200
