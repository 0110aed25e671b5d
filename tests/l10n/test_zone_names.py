"""Cities and countries of time zones in two languages."""

import pytest

from l10n import zone_names


@pytest.mark.parametrize(
    ("zone", "english", "chinese"),
    [
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "布宜诺斯艾利斯"),
        ("Asia/Kolkata", "Kolkata", "加尔各答"),
        ("Europe/Kyiv", "Kyiv", "基辅"),
        ("America/Curacao", "Curaçao", "库拉索"),
        ("Etc/GMT+5", "GMT+5", "GMT+5"),
    ],
)
def test_city(zone: str, english: str, chinese: str) -> None:
    assert (zone_names.city(zone, "en"), zone_names.city(zone, "zh-hans")) == (english, chinese)


@pytest.mark.parametrize(
    ("zone", "english", "chinese"),
    [("Asia/Kathmandu", "Nepal", "尼泊尔"), ("Asia/Kolkata", "India", "印度"), ("UTC", "", "")],
)
def test_country(zone: str, english: str, chinese: str) -> None:
    assert (zone_names.country(zone, "en"), zone_names.country(zone, "zh-hans")) == (english, chinese)
