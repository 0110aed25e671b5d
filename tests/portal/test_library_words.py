"""The administration in Chinese: no English heading of a library, and nobody is called 你."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import formats, translation

from accounts.models import User

pytestmark = pytest.mark.django_db
LISTS = ["", "accounts/user/", "accounts/user/add/", "accounts/tenant/", "auditlog/logentry/"]


@pytest.mark.parametrize("address", LISTS)
def test_headings_are_chinese(operators: Client, operator: User, address: str) -> None:
    User.objects.filter(pk=operator.pk).update(language="zh-hans", name="操作员")
    page = operators.get(f"/admin/{address}").content.decode()
    assert "你" not in page
    found = re.findall(r"<(?:th|caption|h1|h2|h3|summary)\b[^>]*>(.*?)</(?:th|caption|h1|h2|h3|summary)>", page, re.S)
    words = [" ".join(re.sub(r"<[^>]*>", " ", heading).split()) for heading in found]
    assert [heading for heading in words if re.fullmatch(r"[A-Za-z ]{4,}", heading)] == []


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "9 Nov 2026", "9 Nov 2026, 15:05"),
        ("zh-hans", "2026年11月9日", "2026年11月9日 15:05"),
    ],
)
def test_days_are_written_as_on_the_pages(language: str, day: str, moment: str) -> None:
    at = datetime(2026, 11, 9, 15, 5, tzinfo=UTC)
    with translation.override(language):
        assert (formats.date_format(at, "DATE_FORMAT"), formats.date_format(at, "DATETIME_FORMAT")) == (day, moment)
