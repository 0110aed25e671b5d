"""The booking form as a browser sends it."""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from accounts.models import User
from meetings.pages import form_author

BOOK = "/meetings/book/"
# Thursday, 09:48 in Shanghai
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


@pytest.fixture
def on_thursday() -> Iterator[None]:
    """Stop the clock at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield


def typed(person: User, **changes: Any) -> dict[str, Any]:
    """Return what ``person`` has typed for a meeting tomorrow, with ``changes``."""
    return {
        "reference": str(uuid.uuid4()),
        "author": form_author.author(person),
        "subject": "Roadmap",
        "day": "tomorrow 9",
        "start": "",
        "time_zone": "Asia/Shanghai",
        "length": "45",
        "length_other": "",
        "invitees": "anna@tuv.example",
        "password": "new",
        "entry": "0",
        "guests_may_start": "on",
        "tells_invitees": "on",
    } | changes


def weekly(person: User, **changes: Any) -> dict[str, Any]:
    """Return the same for a series on Tuesdays and Fridays, four times."""
    rule = {"repeats": "week", "interval": "1", "weekdays": ["2", "5"], "ends": "count", "count": "4", "until": ""}
    return typed(person) | rule | changes


def value_of(source: str, name: str) -> str:
    """Return what stands in the field of that name."""
    found = re.search(rf'<input[^>]* name="{name}"[^>]*>', source.partition("<main")[2])
    assert found, name
    value = re.search(r' value="([^"]*)"', found[0])
    return value[1] if value else ""
