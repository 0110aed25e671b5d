"""Words for people are Chinese or English."""

import pytest

from sandbox.vendor_api.rules.translations import translate


@pytest.mark.parametrize(
    ("accept_language", "words"), [("", "全场静音"), ("zh-CN", "全场静音"), ("en-US", "Mute all"), ("EN", "Mute all")]
)
def test_translate(accept_language: str, words: str) -> None:
    assert translate("mute_all", accept_language) == words
