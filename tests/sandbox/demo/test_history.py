"""The demo has a history, always the same one."""

from sandbox.demo.seed import ENTERPRISE
from tests.sandbox.conftest import Start
from tests.sandbox.program import APP_ID, Caller, Sandbox, utc


def test_the_demo_has_an_enterprise_with_a_past(start: Start) -> None:
    program = start("--app-id", APP_ID)
    sandbox = Sandbox(program.url)
    owner = sandbox.caller("")
    state = sandbox.state()
    people = [one for one in state["users"] if one["corp_id"] == ENTERPRISE and one["third_account"]]
    assert len(people) == 61, "sixty and an administrator"
    page = owner.history(queryAll="true", limit=500, sortType="ASC_StartTIME")[1]
    assert page["count"] == len(state["history"]) > 2000
    assert utc(days=-190) < page["data"][0]["startTime"] < utc(days=-170)
    chen = sandbox.caller("chen")
    assert 0 < chen.history()[1]["count"] < page["count"]
    detail = chen.call("GET", "/v1/mmc/management/conferences/history/confDetail", params=_one(chen))
    assert (detail[0], detail[1]["conferenceData"]["scheduserName"]) == (200, "陈静")
    before = [(one["conferenceID"], one["confUUID"]) for one in page["data"]]
    sandbox.post("reset")
    again = sandbox.caller("").history(queryAll="true", limit=500, sortType="ASC_StartTIME")[1]
    assert [(one["conferenceID"], one["confUUID"]) for one in again["data"]] == before, "the same ones"


def _one(caller: Caller) -> dict[str, str]:
    return {"confUUID": caller.history()[1]["data"][0]["confUUID"]}
