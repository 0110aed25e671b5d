"""Time zones as they are typed."""

import pytest

from l10n.zones import is_zone


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Asia/Shanghai", True), ("UTC", True), ("localtime", False), ("Factory", False), ("Mars/Olympus", False)],
)
def test_is_zone(name: str, is_one: bool) -> None:
    assert is_zone(name) is is_one
