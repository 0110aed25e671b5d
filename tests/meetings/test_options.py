"""The table of options: whatever stands in it reaches form, page, preview, payload and vendor, and comes back."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from accounts.models import User
from hwmeeting import MeetingConfig
from meetings import options
from meetings.forms.booking import BookingForm
from meetings.models import Meeting
from meetings.options import TABLE, Option, Options

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


def other(option: Option) -> Any:
    """Return a value that is not the default."""
    return option.choices[-1][0] if option.choices else not option.default


@pytest.mark.parametrize("option", TABLE, ids=lambda option: option.name)
def test_each_option_is_a_column_and_a_field_of_the_vendors(option: Option) -> None:
    assert getattr(Meeting(), option.name) == option.default
    assert not option.vendor_name or option.vendor_name in {each.name for each in fields(MeetingConfig)}


def test_each_icon_is_drawn() -> None:
    drawn = Path(settings.BASE_DIR, "static", "icons.svg").read_text()
    wordings = [wording for option in TABLE for wording in option.wordings.values()]
    named = {icon for wording in wordings for icon in (wording.page_icon, wording.preview_icon) if icon}
    assert [icon for icon in named if f'id="i-{icon}"' not in drawn] == []


@pytest.mark.parametrize("option", TABLE, ids=lambda option: option.name)
def test_each_option_reaches_the_vendor_and_comes_back(option: Option) -> None:
    wanted = Options(**{option.name: other(option)})
    config = MeetingConfig(**options.vendor_config(wanted))
    kept, answered = options.kept_here(wanted), options.read_back(config)
    if option.vendor_name:
        assert getattr(config, option.vendor_name) == other(option)
    assert [found.get(option.name) for found in (kept, answered) if option.name in found] == [other(option)]
    assert options.from_payload({option.name: other(option)}) == wanted


def test_a_change_sends_what_differs_and_what_is_never_told() -> None:
    before = Options()
    assert options.vendor_config(before, before=before) == {"send_sms": False}
    assert options.vendor_config(replace(before, has_waiting_room=True), before=before) == {
        "waiting_room": True,
        "send_sms": False,
    }


def test_read_back_leaves_out_what_is_unknown_or_untold() -> None:
    assert options.read_back(MeetingConfig(entry=1, waiting_room=True)) == {"has_waiting_room": True}


def test_page_and_preview_lines() -> None:
    values = Options(has_waiting_room=True, entry=3, guests_may_start=False, sends_sms=True)
    with translation.override("en"):
        assert options.page_lines(values) == [
            ("door", "Guests wait until you let them in"),
            ("mic-off", "Microphones off on entry"),
            ("lock", "Only invited people may enter"),
            ("play", "Guests wait for the host"),
            ("phone", "Text messages are sent"),
        ]
        assert options.preview_lines(values) == [("door", "Guests wait until you let them in.")]
        assert options.preview_lines(Options()) == [("shield", "Everybody with the password may enter.")]


@pytest.mark.parametrize(("role", "may_set"), [(User.Role.TENANT_ADMIN, True), (User.Role.PERSON, False)])
def test_whoever_may_not_set_an_option_leaves_it_as_it_is(
    monkeypatch: pytest.MonkeyPatch, role: str, may_set: bool
) -> None:
    rows = [
        replace(option, set_by=frozenset({User.Role.TENANT_ADMIN})) if option.name == "has_waiting_room" else option
        for option in TABLE
    ]
    monkeypatch.setattr(options, "TABLE", tuple(rows))
    person = User(email="chen@x.example", role=role, time_zone="Asia/Shanghai")
    form = BookingForm({"has_waiting_room": "on"}, person=person, now=NOW)
    form.is_valid()
    assert form.cleaned_data["has_waiting_room"] is may_set
    assert ("has_waiting_room" in [field.name for field in form.switches_in_the_meeting]) is may_set
    meeting = Meeting(has_waiting_room=True, organiser=person)
    form = BookingForm({}, person=person, now=NOW, meeting=meeting)
    form.is_valid()
    assert form.cleaned_data["has_waiting_room"] is not may_set
