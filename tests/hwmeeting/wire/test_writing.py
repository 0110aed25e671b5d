"""Single values as the vendor wants them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from hwmeeting.wire import writing

_SHANGHAI = timezone(timedelta(hours=8))


def test_drop_empty_keeps_zero_and_false() -> None:
    fields: dict[str, object] = {"a": None, "b": "", "c": 0, "d": False, "e": [], "f": "x"}
    assert writing.drop_empty(fields) == {"c": 0, "d": False, "e": [], "f": "x"}


@pytest.mark.parametrize(("value", "expected"), [(True, 1), (False, 0), (None, None)])
def test_write_flag(value: bool | None, expected: int | None) -> None:
    written = writing.write_flag(value)
    assert (written, type(written)) == (expected, type(expected))


@pytest.mark.parametrize(
    "value", [datetime(2026, 5, 18, 8, 0, 59, tzinfo=UTC), datetime(2026, 5, 18, 16, 0, tzinfo=_SHANGHAI)]
)
def test_write_datetime_is_utc_without_seconds(value: datetime) -> None:
    assert writing.write_datetime(value) == "2026-05-18 08:00"


def test_write_epoch_milliseconds() -> None:
    assert writing.write_epoch_milliseconds(datetime(2026, 5, 18, 16, 0, tzinfo=_SHANGHAI)) == "1779091200000"


@pytest.mark.parametrize("password", ["", "482913", "aB3!~"])
def test_write_password_header(password: str) -> None:
    assert writing.write_password_header(password) == password


@pytest.mark.parametrize("password", ["密码", "12 34", "12\r\nX: 1", "1\x7f"])
def test_write_password_header_refuses_what_no_header_holds(password: str) -> None:
    with pytest.raises(ValueError, match="password"):
        writing.write_password_header(password)
