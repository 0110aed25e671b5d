"""Calls whose parameters or bodies are not of the contract's types."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from sandbox.contract.declared import CALLS, MODELS
from tests.sandbox.calls.contract_samples import ROWS, SERVED_CALLS, WITH_BODY, changed
from tests.sandbox.program import APP_ID, Caller, Sandbox, booking, utc

# Two days, since the clock of a series' zone may be a day ahead of UTC: then tomorrow's occurrence would begin now.
_AHEAD = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()


# What stands for a type, and what is of another one. Numbers as text and text as numbers are no exception.
_OF = {"str": "x", "int": 1, "bool": True, "float": 1.5, "file": "x"}


_NOT_OF: dict[str, list[Any]] = {
    "str": [1, True, {}, []],
    "int": ["1", 1.5, True, {}, []],
    "bool": ["true", 1, {}, []],
    "float": ["1.5", True, {}],
    "file": [1],
}


_NO_LIST: list[Any] = ["x", 1, {}, [None], [[]]]


_NO_OBJECT: list[Any] = ["x", 1, []]


_WRITTEN_WRONG = {
    "int": ["x", "1.5", "1e3", "٣", "true", " 1"],
    "bool": ["perhaps", "1", "0"],
    "list[int]": ["x", "1,"],
}


# Documented as taken, see sandbox/contract/deviations.py.
_TAKEN = {("RestScheduleConfDTO", "isAutoRecord"): bool, ("RestConfConfigDTO", "bool"): str}


_OWN_NUMBER = {
    ("RestScheduleConfDTO", "mediaTypes"): "MMC.111071018",
    ("RestScheduleCycleConfDTO", "mediaTypes"): "MMC.111071018",
    ("CycleParams", "startDate"): "MMC.111071041",
    ("CycleParams", "endDate"): "MMC.111071042",
    ("CycleParams", "cycle"): "MMC.111071043",
    ("CycleParams", "preRemindDays"): "MMC.111071030",
    ("RestCancelSingleRecordCycleConfListReqBody", "cycleSubConfIDs"): "MMC.111071016",
    ("StartRequest", "password"): "MMC.111070009",
}


# The SDK calls it mandatory, and the text says that another field does as well.
_CONDITIONAL = {("InterpreterInfo", "loginAccount")}


# Values that mean something, where a placeholder would be refused for what it is and hide what is looked for.
_MEANT: dict[str, dict[str, Any]] = {
    "AppAuthReq": {"appId": APP_ID, "clientType": 72, "nonce": "n" * 32},
    "RestScheduleConfDTO": booking() | {"language": "en-US", "timeZoneID": "56", "vmrFlag": 0, "confResType": 0},
    "RestAttendeeDTO": {"email": "anna@tuv.example", "sms": "1", "phone": "1", "type": "normal", "uniqueType": 0},
    "RestConfConfigDTO": {"guestPwd": "482913", "callInRestriction": 0, "vmrIDType": 0},
    "CycleParams": {"startDate": _AHEAD, "endDate": _AHEAD, "cycle": "Day"},
    "RestScheduleCycleConfDTO": {"mediaTypes": "HDVideo", "startTime": utc(hours=30), "length": 30},
    "CycleSubConfConfigDTO": {"callInRestriction": 0, "audienceCallInRestriction": 0},
}


@dataclass(frozen=True)
class Place:
    """A field of a body: ``path`` leads to it, by names and numbers, from the body on; ``model`` has it."""

    path: tuple[str | int, ...]
    model: str
    name: str
    type: str
    is_required: bool


def _sample(written: str) -> Any:
    """Return a value of the type, with every field that there is."""
    if written in _OF:
        return _OF[written]
    if written.startswith("list["):
        return [_sample(written[5:-1])]
    return {field["name"]: _sample(field["type"]) for field in MODELS[written]["fields"]} | _MEANT.get(written, {})


def _places(model: str, path: tuple[str | int, ...] = ()) -> Iterator[Place]:
    for field in MODELS[model]["fields"]:
        here = (*path, field["name"])
        yield Place(here, model, field["name"], field["type"], field["required"])
        inner = re.sub(r"^list\[(.*)\]$", r"\1", field["type"])
        if inner in MODELS:
            yield from _places(inner, (*here, 0) if inner != field["type"] else here)


def _not_of(place: Place) -> list[Any]:
    if place.type in _OF:
        taken = _TAKEN.get((place.model, place.name)) or _TAKEN.get((place.model, place.type))
        return [value for value in _NOT_OF[place.type] if type(value) is not taken]
    return _NO_LIST if place.type.startswith("list[") else _NO_OBJECT


@dataclass
class Asking:
    """One operation, asked again and again with everything in order but for one thing."""

    name: str
    method: str
    path: str
    caller: Caller
    session: requests.Session
    meeting: str
    series: str
    occurrence: str

    @property
    def row(self) -> dict[str, Any]:
        return ROWS[self.method, self.path]

    @property
    def is_usg(self) -> bool:
        return "/usg/" in self.path

    def query(self) -> dict[str, str]:
        """Return what is mandatory."""
        known = {"conferenceID": self.series if "Recurring" in self.name else self.meeting}
        return {one["name"]: known.get(one["name"], "1") for one in self.row["query"] if one["required"]}

    def body(self) -> Any:
        """Return everything that there is, None where nothing is declared."""
        sample = _sample(self.row["body"]) if self.row["body"] else None
        own = {"conferenceID": self.meeting, "cycleSubConfID": self.occurrence}
        return {name: own.get(name, value) for name, value in sample.items()} if isinstance(sample, dict) else sample

    def places(self) -> list[Place]:
        """Return the places whose values matter: a series' rule says nothing to a single meeting."""
        means_rule = "Recurring" in self.name
        return [place for place in _places(self.row["body"]) if place.model != "CycleParams" or means_rule]

    def ask(self, *, body: Any = None, query: dict[str, str] | None = None, headers: Any = None) -> str:
        """Return the error_code, or "" where the call is accepted. Whatever comes, it is the vendor's."""
        path = re.sub(r"{\w+}", "1", self.path)
        query = self.query() if query is None else query
        headers = {"X-Access-Token": self.caller.token} | (headers or {})
        url = self.caller.url + path
        answer = self.session.request(self.method, url, json=body, params=query, headers=headers, timeout=10)
        if answer.status_code == 200:
            return ""
        assert 400 <= answer.status_code < 500, (self.name, body, query, answer.text)
        assert set(answer.json()) == {"error_code", "error_msg"}
        return str(answer.json()["error_code"])

    def ask_afresh(self, *, body: Any) -> str:
        """Ask as if nothing had been asked before: a meeting that was edited to begin now can't be edited again."""
        self.session.put(f"{self.caller.url}/_sandbox/snapshot", timeout=10).raise_for_status()
        return self.ask(body=body)

    def code(self, code: str) -> str:
        """Return the meeting service's number, or the one for all of the users' service."""
        return "USG.200000003" if self.is_usg else code


@pytest.fixture
def asking(sandbox: Sandbox, request: pytest.FixtureRequest) -> Iterator[Asking]:
    """Ask as the administrator, who has a meeting and a series."""
    name, method, path = request.param
    caller = sandbox.caller("administrator")
    meeting = caller.book()["conferenceID"]
    body = booking(cycleParams=_sample("CycleParams"))
    (series,) = caller.call("POST", "/v1/mmc/management/cycleconferences", json=body)[1]
    assert sandbox.post("snapshot")[0] == 200
    with requests.Session() as session:
        known = (meeting, series["conferenceID"], series["cycleSubConfID"])
        yield Asking(name, method, path, caller, session, *known)


def _every(rows: list[tuple[str, str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("asking", rows, ids=[name for name, _, _ in rows], indirect=True)


@_every(WITH_BODY)
def test_bodies_of_other_types(asking: Asking) -> None:
    model = asking.row["body"]
    body, refusal = asking.body(), asking.code("MMC.111071062")
    assert asking.ask(body=body) != refusal, "or nothing is seen here"
    wrong = [(place.path, value) for place in _places(model) for value in _not_of(place)]
    found = {(path, repr(value)): asking.ask(body=changed(body, path, value)) for path, value in wrong}
    assert {place: code for place, code in found.items() if code != refusal} == {}
    assert {asking.ask(body=value) for value in ("x", 1, True, [], [body])} == {refusal}


@_every(WITH_BODY)
def test_bodies_without_what_is_mandatory(asking: Asking) -> None:
    body, generic = asking.body(), asking.code("MMC.111070001")
    for place in asking.places():
        without, null = (asking.ask_afresh(body=changed(body, place.path, value)) for value in (..., None))
        if place.is_required and (place.model, place.name) not in _CONDITIONAL:
            assert without == _OWN_NUMBER.get((place.model, place.name), generic), place
        assert null == without, place


@_every(WITH_BODY)
def test_bodies_with_texts_beyond_all_bounds(asking: Asking) -> None:
    body = asking.body()
    texts = [place.path for place in asking.places() if place.type == "str"]
    taken = [path for path in texts if not asking.ask(body=changed(body, path, "9" * 100_000))]
    assert taken == []


@_every(SERVED_CALLS)
def test_parameters_of_other_types(asking: Asking) -> None:
    refusal = asking.code("MMC.111071061")
    body = asking.body()
    assert asking.ask(body=body) != refusal, "or nothing is seen here"
    for parameter in asking.row["query"]:
        for written in _WRITTEN_WRONG.get(parameter["type"], []):
            query = asking.query() | {parameter["name"]: written}
            assert asking.ask(body=body, query=query) == refusal, query
    for parameter in asking.row["headers"]:
        for written in _WRITTEN_WRONG.get(parameter["type"], [])[:2]:
            headers = {parameter["name"]: written}
            assert asking.ask(body=body, headers=headers) == refusal, headers


@_every(SERVED_CALLS)
def test_queries_without_what_is_mandatory(asking: Asking) -> None:
    body = asking.body()
    for name in asking.query():
        query = asking.query()
        del query[name]
        assert asking.ask(body=body, query=query) == asking.code("MMC.111070001"), name


@_every([one for one in SERVED_CALLS if CALLS[one[1:]].needs_access_token and ROWS[one[1:]]["body"]])
def test_who_is_not_signed_in_hears_that_first(asking: Asking) -> None:
    asking.caller.login["accessToken"] = "unknown"
    expected = "USG.206020000" if asking.is_usg else "MMC.118000001"
    assert [asking.ask(body=body) for body in (asking.body(), 1)] == [expected] * 2
