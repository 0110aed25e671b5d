"""Whatever operation: it takes what the contract's data say, refuses the rest by the vendor's numbers, and answers so.

A new operation is held to it without a line here, unless its body has values that no placeholder can stand for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from sandbox.contract import deviations
from sandbox.contract.declared import CALLS, MODELS, OPERATIONS, SDK_OPERATIONS
from sandbox.vendor_api.registry import OPERATIONS as SERVED
from tests.sandbox.program import APP_ID, CONFERENCES, Answer, Caller, Program, Sandbox, booking, utc, why

_ROWS = {(row["method"], row["path"]): row for row in OPERATIONS}
_SERVED = [(operation.name, method, path) for (method, path), operation in sorted(SERVED.items())]
_TOMORROW = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()

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
# Values that mean something, where a placeholder would be refused for what it is and hide what is looked for.
_MEANT: dict[str, dict[str, Any]] = {
    "AppAuthReq": {"appId": APP_ID, "clientType": 72, "nonce": "n" * 32},
    "RestScheduleConfDTO": booking() | {"language": "en-US", "timeZoneID": "56", "vmrFlag": 0, "confResType": 0},
    "RestAttendeeDTO": {"email": "anna@tuv.example", "sms": "1", "phone": "1", "type": "normal", "uniqueType": 0},
    "RestConfConfigDTO": {"guestPwd": "482913", "callInRestriction": 0, "vmrIDType": 0},
    "CycleParams": {"startDate": _TOMORROW, "endDate": _TOMORROW, "cycle": "Day"},
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
    """A value of the type, with every field that there is."""
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


def _with(body: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """The body with another value there; without the field for ``...``"""
    step, rest = path[0], path[1:]
    if isinstance(body, list):
        return [_with(body[0], rest, value)]
    if not rest and value is ...:
        return {name: one for name, one in body.items() if name != step}
    return body | {step: _with(body[step], rest, value) if rest else value}


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
        return _ROWS[self.method, self.path]

    @property
    def is_usg(self) -> bool:
        return "/usg/" in self.path

    def query(self) -> dict[str, str]:
        """What is mandatory."""
        known = {"conferenceID": self.series if "Recurring" in self.name else self.meeting}
        return {one["name"]: known.get(one["name"], "1") for one in self.row["query"] if one["required"]}

    def body(self) -> Any:
        """Everything that there is, None where nothing is declared."""
        sample = _sample(self.row["body"]) if self.row["body"] else None
        own = {"conferenceID": self.meeting, "cycleSubConfID": self.occurrence}
        return sample and {name: own.get(name, value) for name, value in sample.items()}

    def places(self) -> list[Place]:
        """Whose values matter: a series' rule says nothing to a single meeting."""
        means_rule = "Recurring" in self.name
        return [place for place in _places(self.row["body"]) if place.model != "CycleParams" or means_rule]

    def ask(self, *, body: Any = None, query: dict[str, str] | None = None, headers: Any = None) -> str:
        """The error_code, or "" where the call is accepted. Whatever comes, it is the vendor's."""
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
        """As if nothing had been asked before: a meeting that was edited to begin now can't be edited again."""
        self.session.put(f"{self.caller.url}/_sandbox/snapshot", timeout=10).raise_for_status()
        return self.ask(body=body)

    def code(self, code: str) -> str:
        """The meeting service's number, or the one for all of the users' service."""
        return "USG.200000003" if self.is_usg else code


@pytest.fixture
def asking(sandbox: Sandbox, request: pytest.FixtureRequest) -> Iterator[Asking]:
    """By the administrator, who has a meeting and a series."""
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


_WITH_BODY = [one for one in _SERVED if _ROWS[one[1:]]["body"] in MODELS]


def test_every_operation_is_declared() -> None:
    assert set(SERVED) <= set(CALLS)
    assert len(_WITH_BODY) >= 9


def test_deviations_are_of_fields_that_there_are() -> None:
    """Newer data may have caught up with the documents."""
    fields = {(model, field["name"]): field for model, found in MODELS.items() for field in found["fields"]}
    assert set(deviations.TAKEN) <= set(fields)
    assert all(fields[one]["required"] for one in deviations.MISSED_BY_THE_OPERATION)
    assert not set(deviations.ANSWERED) & set(fields)
    sdk = {(row["method"], row["path"]) for row in SDK_OPERATIONS}
    assert not sdk & {(row["method"], row["path"]) for row in deviations.OPERATIONS}


@_every(_WITH_BODY)
def test_bodies_of_other_types(asking: Asking) -> None:
    model = asking.row["body"]
    body, refusal = asking.body(), asking.code("MMC.111071062")
    assert asking.ask(body=body) != refusal, "or nothing is seen here"
    wrong = [(place.path, value) for place in _places(model) for value in _not_of(place)]
    found = {(path, repr(value)): asking.ask(body=_with(body, path, value)) for path, value in wrong}
    assert {place: code for place, code in found.items() if code != refusal} == {}
    assert {asking.ask(body=value) for value in ("x", 1, True, [], [body])} == {refusal}


@_every(_WITH_BODY)
def test_bodies_without_what_is_mandatory(asking: Asking) -> None:
    body, generic = asking.body(), asking.code("MMC.111070001")
    for place in asking.places():
        without, null = (asking.ask_afresh(body=_with(body, place.path, value)) for value in (..., None))
        if place.is_required:
            assert without == _OWN_NUMBER.get((place.model, place.name), generic), place
        assert null == without, place


@_every(_WITH_BODY)
def test_bodies_with_texts_beyond_all_bounds(asking: Asking) -> None:
    body = asking.body()
    texts = [place.path for place in asking.places() if place.type == "str"]
    taken = [path for path in texts if not asking.ask(body=_with(body, path, "9" * 100_000))]
    assert taken == []


@_every(_SERVED)
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


@_every(_SERVED)
def test_queries_without_what_is_mandatory(asking: Asking) -> None:
    body = asking.body()
    for name in asking.query():
        query = asking.query()
        del query[name]
        assert asking.ask(body=body, query=query) == asking.code("MMC.111070001"), name


@_every([one for one in _SERVED if CALLS[one[1:]].needs_access_token and _ROWS[one[1:]]["body"]])
def test_who_is_not_signed_in_hears_that_first(asking: Asking) -> None:
    asking.caller.login["accessToken"] = "unknown"
    expected = "USG.206020000" if asking.is_usg else "MMC.118000001"
    assert [asking.ask(body=body) for body in (asking.body(), 1)] == [expected] * 2


def _answers(chen: Caller) -> dict[str, Any]:
    """Real ones: of users and tokens, a list, an object in an object."""
    (meeting,) = chen.create(attendees=[{"email": "anna@tuv.example"}])[1]
    return {
        "AppAuth": chen.login,
        "CreateMeeting": [meeting],
        "ShowMeetingDetail": chen.detail(meeting["conferenceID"])[1],
        "CancelMeeting": chen.cancel(meeting["conferenceID"])[1],
    }


@pytest.mark.parametrize(
    ("operation", "path", "value", "problem"),
    [
        ("AppAuth", ("colour",), "red", "colour is no field of it"),
        ("AppAuth", ("expireTime",), "1700000000", "expireTime is of another type"),
        ("AppAuth", ("user", "ucloginAccount"), ..., "user.ucloginAccount is missing"),
        ("AppAuth", ("user", "freeUser"), 0, "user.freeUser is of another type"),
        ("CreateMeeting", (0,), None, "[0] is of another type"),
        ("CreateMeeting", (0, "size"), True, "[0].size is of another type"),
        ("CreateMeeting", (0, "confUUID"), None, "[0].confUUID is of another type"),
        ("CreateMeeting", (0, "partAttendeeInfo", 0, "emial"), "", "[0].partAttendeeInfo[0].emial is no field of it"),
        ("ShowMeetingDetail", ("data", "data"), {}, "data.data is of another type"),
        ("ShowMeetingDetail", ("data", "data", 0, "role"), "1", "data.data[0].role is of another type"),
        ("CancelMeeting", ("returnCode",), ..., "returnCode is missing"),
    ],
)
def test_an_answer_that_is_not_the_contracts(
    chen: Caller, operation: str, path: tuple[str | int, ...], value: Any, problem: str
) -> None:
    answer = _answers(chen)[operation]
    (declared,) = [CALLS[method, path] for name, method, path in _SERVED if name == operation]
    assert declared.answer(answer) is None
    broken = [value] if path == (0,) else _with(answer, path, value)
    assert str(declared.answer(broken)) == problem


_BROKEN = """
import dataclasses, sys
from sandbox import __main__
from sandbox.vendor_api.registry import OPERATIONS
key = ("POST", "/v1/mmc/management/conferences")
create = OPERATIONS[key]
OPERATIONS[key] = dataclasses.replace(create, run=lambda call: [create.run(call)[0] | {"colour": "red"}])
sys.exit(__main__.main(sys.argv[1:]))
"""


def test_such_an_answer_is_never_given(tmp_path_factory: pytest.TempPathFactory) -> None:
    """It is a fault of the sandbox: nothing has happened, and its log says what is wrong with it."""
    options = ("--seed", "none", "--app-id", APP_ID)
    program = Program(tmp_path_factory.mktemp("sandbox"), *options, started_by=("-c", _BROKEN))
    sandbox = Sandbox(program.url)
    chen = sandbox.caller("chen")
    answer: Answer = chen.create()
    assert why(answer) == (500, "MMC.111070003")
    assert (sandbox.state()["meetings"], [row["operation"] for row in sandbox.ledger()]) == ([], ["AppAuth"])
    assert chen.call("GET", CONFERENCES)[1]["count"] == 0
    program.broken_answers.append("CreateMeeting: in the answer [0].colour is no field of it")
    assert program.stop() == 0
