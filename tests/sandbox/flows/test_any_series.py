"""No rule and no occurrence makes the sandbox fail."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sandbox.program import CONFERENCES, Caller, booking, utc

_SERIES, _OCCURRENCE = "/v1/mmc/management/cycleconferences", f"{CONFERENCES}/cyclesubconf"


_TODAY = datetime.now(UTC).date()


# The sandbox is as it was after a refusal, and what was taken doesn't matter to the next example.
_MANY = settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


_ODD: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.floats() | st.text(max_size=12) | st.integers() | st.just([])
)


_DATES = st.integers(-2, 800).map(lambda days: (_TODAY + timedelta(days=days)).isoformat())


_POINTS = st.lists(st.integers(-1, 33), max_size=5)


_CYCLE = st.fixed_dictionaries(
    {},
    optional={
        "startDate": _DATES | _ODD,
        "endDate": _DATES | _ODD,
        "cycle": st.sampled_from(["Day", "Week", "Month"]) | _ODD,
        "interval": st.integers(0, 16) | _ODD,
        "point": _POINTS | _ODD | st.lists(_ODD, max_size=2),
        "preRemindDays": st.integers(-1, 31) | _ODD,
    },
)


_RULE = st.fixed_dictionaries(
    {
        "startDate": _DATES,
        "endDate": _DATES,
        "cycle": st.sampled_from(["Day", "Week", "Month"]),
        "interval": st.integers(1, 3),
        "point": st.lists(st.integers(1, 6), min_size=1, max_size=5),
        "preRemindDays": st.integers(0, 30),
    }
)


_ZONES = st.integers(-1, 80).map(str) | _ODD


def _made(chen: Caller) -> dict[str, Any]:
    begin = _TODAY + timedelta(days=2)
    rule = {
        "startDate": begin.isoformat(),
        "endDate": (begin + timedelta(days=2)).isoformat(),
        "cycle": "Day",
        "preRemindDays": 0,
    }
    body = booking(startTime=f"{begin} 07:00", cycleParams=rule)
    status, (meeting,) = chen.call("POST", _SERIES, data=json.dumps(body))
    assert status == 200
    found: dict[str, Any] = meeting
    return found


@_MANY
@given(rule=_CYCLE | _RULE, zone=_ZONES, edits=st.booleans())
def test_rules(chen: Caller, rule: dict[str, Any], zone: object, edits: bool) -> None:
    query = {"conferenceID": _made(chen)["conferenceID"]} if edits else {}
    body = booking(startTime=utc(hours=30), cycleParams=rule, timeZoneID=zone)
    status, answer = chen.call("PUT" if edits else "POST", _SERIES, params=query, data=json.dumps(body))
    if status == 200:
        assert 1 <= len(answer[0]["subConfs"]) <= 50
    else:
        assert (status, set(answer)) == (400, {"error_code", "error_msg"})


@_MANY
@given(
    number=st.integers(0, 3),
    fields=st.dictionaries(
        st.sampled_from(
            ["mediaTypes", "startTime", "length", "isAutoRecord", "confConfigInfo", "recordAuthType", "description"]
        ),
        _ODD | st.integers(-50, 50).map(lambda hours: utc(hours=hours)) | st.dictionaries(st.text(), _ODD, max_size=2),
    ),
)
def test_occurrences(chen: Caller, number: int, fields: dict[str, Any]) -> None:
    meeting = _made(chen)
    known = [one["cycleSubConfID"] for one in meeting["subConfs"]] + ["unknown"]
    wanted = {
        "cycleSubConfID": known[number],
        "mediaTypes": "Voice",
        "startTime": utc(hours=60),
        "length": 30,
    } | fields
    query = {"conferenceID": meeting["conferenceID"]}
    status, answer = chen.call("PUT", _OCCURRENCE, params=query, data=json.dumps(wanted))
    assert (status, answer) == (200, None) or (status, set(answer)) == (400, {"error_code", "error_msg"})
    status, answer = chen.call(
        "DELETE", _OCCURRENCE, params=query, data=json.dumps({"cycleSubConfIDs": fields.get("length")})
    )
    assert (status, set(answer)) == (400, {"error_code", "error_msg"})
