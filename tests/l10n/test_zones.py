"""Time zones as they are typed."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from l10n.zones import choices, city, is_zone


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Asia/Shanghai", True), ("UTC", True), ("localtime", False), ("Factory", False), ("Mars/Olympus", False)],
)
def test_is_zone(name: str, is_one: bool) -> None:
    assert is_zone(name) is is_one


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        ("Asia/Shanghai", "Shanghai", "上海"),
        ("Asia/Kathmandu", "Kathmandu", "加德满都"),
        ("Asia/Calcutta", "Kolkata", "加尔各答"),
        ("PRC", "Shanghai", "上海"),
    ],
)
def test_city(name: str, english: str, chinese: str) -> None:
    for language, written in (("en", english), ("zh-hans", chinese)):
        with translation.override(language):
            assert city(name) == written


def test_choices_begin_with_ones_own_zone_by_its_present_name() -> None:
    with translation.override("en"):
        offered = choices("Asia/Calcutta", datetime(2026, 5, 14, tzinfo=UTC))
    assert offered[0] == ("Asia/Kolkata", "Kolkata (UTC+5:30)")
    assert [name for name, _label in offered].count("Asia/Kolkata") == 1
