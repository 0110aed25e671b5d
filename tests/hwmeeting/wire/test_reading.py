"""Single values are read with tolerance."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hwmeeting.wire import reading

_AT = datetime(2026, 5, 18, 8, tzinfo=UTC)
_OBJECT: dict[str, Any] = {"a": 1}


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (reading.read_text, "x", "x"),
        (reading.read_text, 981924330, "981924330"),
        (reading.read_text, True, ""),
        (reading.read_text, ["x"], ""),
        (reading.read_texts, ["x", "", None, 7, "y"], ("x", "y")),
        (reading.read_texts, "x", ()),
        (reading.read_integer, 7, 7),
        (reading.read_integer, " 7 ", 7),
        (reading.read_integer, True, 1),
        (reading.read_integer, "-7", None),
        (reading.read_integer, 7.5, None),
        (reading.read_integer, "7" * 20, None),
        (reading.read_integers, [7, "7", True, 7.0, 8], (7, 8)),
        (reading.read_integers, 7, ()),
        (reading.read_decimal, 12, 12.0),
        (reading.read_decimal, "12.5", 12.5),
        (reading.read_decimal, True, None),
        (reading.read_decimal, "much", None),
        (reading.read_decimal, "inf", None),
        (reading.read_decimal, 10**400, None),
        (reading.read_flag, True, True),
        (reading.read_flag, 0, False),
        (reading.read_flag, " TRUE ", True),
        (reading.read_flag, "0", False),
        (reading.read_flag, 7, None),
        (reading.read_flag, "yes", None),
        (reading.read_flag, [], None),
        (reading.read_date, " 2026-05-18 ", date(2026, 5, 18)),
        (reading.read_date, "2026-13-01", None),
        (reading.read_datetime, "2026-05-18 08:00", _AT),
        (reading.read_datetime, "2026-05-18T16:00+08:00", _AT),
        (reading.read_datetime, "soon", None),
        (reading.read_epoch_seconds, 1779091200, _AT),
        (reading.read_epoch_seconds, "1779091200", _AT),
        (reading.read_epoch_seconds, 0, None),
        (reading.read_epoch_seconds, 10**18, None),
        (reading.read_epoch_milliseconds, 1779091200000, _AT),
        (reading.read_epoch_milliseconds, 10**18, None),
        (reading.read_object, _OBJECT, _OBJECT),
        (reading.read_object, [_OBJECT], None),
        (reading.read_objects, [_OBJECT, None, 7], [_OBJECT]),
        (reading.read_objects, _OBJECT, []),
    ],
)
def test_value(read: Callable[[reading.Fields, str], Any], value: Any, expected: Any) -> None:
    assert read({"name": value}, "name") == expected


@pytest.mark.parametrize("source", [{}, {"name": None}])
@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (reading.read_text, ""),
        (reading.read_texts, ()),
        (reading.read_integer, None),
        (reading.read_integers, ()),
        (reading.read_decimal, None),
        (reading.read_flag, None),
        (reading.read_date, None),
        (reading.read_datetime, None),
        (reading.read_epoch_seconds, None),
        (reading.read_epoch_milliseconds, None),
        (reading.read_object, None),
        (reading.read_objects, []),
    ],
)
def test_missing_value(read: Callable[[reading.Fields, str], Any], source: reading.Fields, expected: Any) -> None:
    assert read(source, "name") == expected
