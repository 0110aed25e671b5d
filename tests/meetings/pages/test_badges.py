"""The badges of a meeting."""

from itertools import product

import pytest
from django.utils import translation

from meetings.models import Meeting, VendorWrite
from meetings.pages import badges
from tests.ui.look import CLASSES, ICONS

_STATES, _KINDS, _WRITES = Meeting.State.values, VendorWrite.Kind.values, VendorWrite.State.values


@pytest.mark.parametrize(("state", "kind", "write"), list(product(_STATES, _KINDS, _WRITES)))
@pytest.mark.parametrize("is_stale", [False, True])
def test_badges_of_every_combination_can_be_drawn(state: str, kind: str, write: str, is_stale: bool) -> None:
    for badge in badges.badges(state=state, kind=kind, write=write, is_stale=is_stale):
        assert f"mp-state-{badge.tone}" in CLASSES
        assert badge.icon in ICONS
        assert badge.word


@pytest.mark.parametrize(
    ("state", "kind", "write", "is_stale", "shown"),
    [
        ("requested", "create", "sent", False, ["booking booking Booking…"]),
        ("requested", "create", "planned", False, ["booking clock Waiting"]),
        ("requested", "create", "unconfirmed", False, ["unconfirmed unconfirmed Checking"]),
        ("requested", "create", "sent", True, ["unconfirmed unconfirmed Checking"]),
        ("refused", "create", "refused", False, ["refused refused Not booked"]),
        ("cancelled", "create", "withdrawn", False, ["cancelled undo Withdrawn"]),
        ("booked", "create", "done", False, ["booked booked Booked"]),
        ("booked", "edit", "planned", False, ["booked booked Booked", "booking clock Change waiting"]),
        ("booked", "edit", "sent", False, ["booked booked Booked", "booking edit Changing…"]),
        (
            "booked",
            "edit",
            "unconfirmed",
            False,
            ["booked booked Booked", "unconfirmed unconfirmed Change being checked"],
        ),
        ("booked", "edit", "sent", True, ["booked booked Booked", "unconfirmed unconfirmed Change being checked"]),
        ("booked", "edit", "refused", False, ["booked booked Booked", "refused refused Not changed"]),
        ("booked", "cancel", "planned", False, ["booked booked Booked", "booking clock Cancellation waiting"]),
        ("booked", "cancel", "sent", False, ["booked booked Booked", "booking cancelled Cancelling…"]),
        (
            "booked",
            "cancel",
            "unconfirmed",
            False,
            ["booked booked Booked", "unconfirmed unconfirmed Cancellation being checked"],
        ),
        ("booked", "cancel", "refused", False, ["booked booked Booked", "refused refused Not cancelled"]),
        ("running", "create", "done", False, ["running running Running"]),
        ("ended", "create", "done", False, ["ended ended Ended"]),
        ("cancelled", "cancel", "done", False, ["cancelled cancelled Cancelled"]),
    ],
)
def test_badges_are_those_of_the_design(state: str, kind: str, write: str, is_stale: bool, shown: list[str]) -> None:
    with translation.override("en"):
        found = badges.badges(state=state, kind=kind, write=write, is_stale=is_stale)
        assert [f"{badge.tone} {badge.icon} {badge.word}" for badge in found] == shown
