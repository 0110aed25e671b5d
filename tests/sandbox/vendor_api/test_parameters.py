"""Pages, and parameters of queries that cannot be."""

from typing import Any

import pytest

from tests.sandbox.calls.demo import fetch
from tests.sandbox.program import Caller, refused, why

_ROOMS, _DEVICES, _PEOPLE = "/v1/usg/dcs/corp/vmr", "/v1/usg/dcs/corp/device", "/v1/usg/abs/users"


def test_a_limit_without_a_value_is_the_default(demo_administrator: Caller) -> None:
    assert fetch(demo_administrator, _ROOMS, limit="")["limit"] == 10


def test_pages_beyond_the_end_are_the_last(demo_administrator: Caller) -> None:
    for path in (_ROOMS, _DEVICES, _PEOPLE):
        first, last = (fetch(demo_administrator, path, limit=3, offset=offset) for offset in (0, 900))
        assert (last["offset"], len(first["data"])) == ((first["count"] - 1) // 3 * 3, 3)
        assert last["data"] == fetch(demo_administrator, path, limit=3, offset=last["offset"])["data"]


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": -1},
        {"offset": "x"},
        {"offset": "9" * 40},
        {"offset": "٣"},
        {"searchKey": ""},
        {"searchKey": "x" * 129},
        {"sortType": "asc_starttime"},
        {"queryConfMode": "AYEAR"},
        {"queryAll": "yes"},
    ],
)
def test_queries_that_cannot_be(administrator: Caller, query: dict[str, Any]) -> None:
    assert why(administrator.list(**query)) == refused("MMC.111071061")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"startDate": ""}, "MMC.111070001"),
        ({"endDate": ""}, "MMC.111070001"),
        ({"startDate": "2026-01-01"}, "MMC.111071061"),
        ({"sortType": "BY_NAME"}, "MMC.111071061"),
    ],
)
def test_history_without_its_span(chen: Caller, query: dict[str, Any], code: str) -> None:
    assert why(chen.history(**query)) == refused(code)
