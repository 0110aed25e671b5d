"""Every piece of the look on one page."""

import re

import pytest
from django.test import Client

from portal import dev_views
from tests.factories.page_words import source_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.dev_root_urls")]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_components_has_each_badge_and_icon(client: Client, language: str) -> None:
    page = source_of(client.get("/dev/components/", headers={"accept-language": language}))
    assert page.count('class="mp-state ') >= len(dev_views._states())
    assert [name for name in dev_views._ICONS if f"#i-{name}" not in page] == []


def test_components_shows_a_field_that_is_wrong(client: Client) -> None:
    page = source_of(client.get("/dev/components/", headers={"accept-language": "en"}))
    assert "The start is in the past. 15:30 today would work." in page
    assert len(re.findall(r'aria-invalid="true"', page)) == 1


def test_components_is_looked_at_only(client: Client) -> None:
    assert client.post("/dev/components/").status_code == 405
