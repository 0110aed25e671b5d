"""Which of a site's numbers a recipient is given."""

import pytest
from django.utils import translation

from meetings.mails.phone import phone_number


@pytest.mark.parametrize(
    ("language", "numbers", "expected"),
    [
        ("en", ["021-1", "021-2"], "021-2"),
        ("zh-hans", ["021-1", "021-2"], "021-1"),
        ("en", ["021-1"], "021-1"),
        ("zh-hans", [], ""),
    ],
)
def test_phone_number(language: str, numbers: list[str], expected: str) -> None:
    with translation.override(language):
        assert phone_number(numbers) == expected
