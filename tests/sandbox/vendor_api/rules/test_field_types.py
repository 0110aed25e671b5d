"""Fields are read one by one."""

from typing import Any

import pytest

from sandbox.contract.errors import Refused
from sandbox.vendor_api.rules.field_types import Boolean, Field, Integer, Text, read_fields

_CODE = "MMC.111071061"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (Text("f", "zh-CN"), None, "zh-CN"),
        (Text("f", "zh-CN"), "", "zh-CN"),
        (Text("f", longest=3, code=_CODE), "abc", "abc"),
        (Text("f", longest=4, code=_CODE), "😀😀", "😀😀"),
        (Text("f", choices={"a"}, code=_CODE), "a", "a"),
        (Integer("f", 7, range(10), _CODE), None, 7),
        (Integer("f", 7, range(10), _CODE), 9, 9),
        (Integer("f", 0, {0, 1}, _CODE), True, 1),
        (Boolean("f", default=True), None, True),
        (Boolean("f", default=True), False, False),
        (Boolean("f", default=False), "TRUE", True),
    ],
)
def test_a_value_or_its_default(field: Field, value: Any, expected: Any) -> None:
    assert read_fields({"f": value, "other": 1}, [field]) == {"f": expected}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (Text("f", longest=3, code=_CODE), "abcd", _CODE),
        (Text("f", longest=3, code=_CODE), "😀😀", _CODE),
        (Text("f", choices={"a"}, code=_CODE), "b", _CODE),
        (Integer("f", 7, range(10), _CODE), 10, _CODE),
        (Boolean("f", default=True), "yes", "MMC.111071062"),
    ],
)
def test_a_value_that_cannot_be(field: Field, value: Any, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read_fields({"f": value}, [field])
