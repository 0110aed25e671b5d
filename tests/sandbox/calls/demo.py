"""Read what the demo organisation has."""

from typing import Any

from tests.sandbox.program import Caller


def fetch(caller: Caller, path: str, **query: Any) -> Any:
    status, answer = caller.call("GET", path, params=query)
    assert status == 200, answer
    return answer


def list_names(caller: Caller, path: str, name: str = "name", **query: Any) -> list[str]:
    return [one[name] for one in fetch(caller, path, **{"limit": 100} | query)["data"]]
