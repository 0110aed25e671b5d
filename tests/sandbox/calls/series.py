"""Create and change series and their occurrences."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.sandbox.program import CONFERENCES, Answer, Caller, booking

SERIES, OCCURRENCE = "/v1/mmc/management/cycleconferences", f"{CONFERENCES}/cyclesubconf"


# A date by the clock of Shanghai, which is that of timeZoneID 56.
TODAY = (datetime.now(UTC) + timedelta(hours=8)).date()


def day(number: int) -> str:
    return (TODAY + timedelta(days=number)).isoformat()


def time_on_day(number: int, clock: str = "07:00") -> str:
    """Return that day in Shanghai, at a time in UTC before 16:00."""
    return f"{day(number)} {clock}"


def cycle_params(**fields: Any) -> dict[str, Any]:
    """Return a rule: every other day, four times."""
    rule = {"startDate": day(2), "endDate": day(8), "cycle": "Day", "interval": 2, "preRemindDays": 0} | fields
    return {name: value for name, value in rule.items() if value is not ...}


def series_booking(rule: object = None, **fields: Any) -> dict[str, Any]:
    return booking(**{"startTime": time_on_day(2), "cycleParams": cycle_params() if rule is None else rule} | fields)


def try_to_create(caller: Caller, rule: object = None, **fields: Any) -> Answer:
    return caller.call("POST", SERIES, json=series_booking(rule, **fields))


def create_series(caller: Caller, rule: object = None, **fields: Any) -> dict[str, Any]:
    status, answer = try_to_create(caller, rule, **fields)
    assert status == 200, answer
    found: dict[str, Any] = answer[0]
    return found


def edit_occurrence(caller: Caller, meeting: dict[str, Any], number: int = 0, **fields: Any) -> Answer:
    """Change one occurrence; fields that are left out are those of its first hour."""
    wanted = {
        "cycleSubConfID": meeting["subConfs"][number]["cycleSubConfID"],
        "mediaTypes": "HDVideo",
        "startTime": time_on_day(2 + 2 * number, "09:00"),
        "length": 30,
    } | fields
    body = {name: value for name, value in wanted.items() if value is not ...}
    return caller.call("PUT", OCCURRENCE, params={"conferenceID": meeting["conferenceID"]}, json=body)


def show_series(caller: Caller, meeting: dict[str, Any]) -> dict[str, Any]:
    status, answer = caller.detail(meeting["conferenceID"])
    assert status == 200, answer
    found: dict[str, Any] = answer["conferenceData"]
    del found["role"]
    return found


def list_starts(meeting: dict[str, Any]) -> list[str]:
    return [one["startTime"] for one in meeting["subConfs"]]
