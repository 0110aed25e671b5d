"""What every page knows."""

from django.test import RequestFactory
from pytest_django import Settings

from portal.context import portal


def test_portal(rf: RequestFactory, settings: Settings) -> None:
    settings.PORTAL_NAME, settings.HELP_URL, settings.DEBUG = "Meetings", "https://help.example", False
    assert portal(rf.get("/")) == {
        "portal_name": "Meetings",
        "help_url": "https://help.example",
        "is_debug": False,
        "brand_logo": "",
        "brand_stylesheet": "",
    }
