"""An administrator says which of several meetings is the one; who else waits for somebody is shown to them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from accounts.models import User
from meetings import refusals
from meetings.errors import MeetingError, NotAllowed
from meetings.models import VendorWrite
from meetings.services import booking, choosing
from meetings.writes import reconciling
from tests.factories.booking_requests import asked
from tests.factories.fixtures import MakeMeeting
from tests.factories.vendor import Vendor
from tests.factories.writes import make_write

SEVERAL: dict[str, Any] = {"state": VendorWrite.State.UNCONFIRMED, "last_check": VendorWrite.Check.SEVERAL}


@pytest.mark.django_db(transaction=True)
def test_choose_takes_one_of_several(vendor: Vendor, chen: User, zhao: User, li: User) -> None:
    vendor.lose_answer("create")
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    vendor.book_elsewhere(
        chen,
        subject="Roadmap",
        start_at=meeting.start_at,
        length_minutes=45,
        guest_password=meeting.guest_password,
    )
    write = meeting.writes.get()
    assert write.next_attempt_at is not None
    write = reconciling.reconcile(write_id=write.pk, now=write.next_attempt_at)
    ours, other = sorted(write.candidates)
    assert (write.state, write.last_check) == ("unconfirmed", "several")
    with pytest.raises(NotAllowed):
        choosing.choose(write_id=write.pk, conference_id=ours, by=li, now=datetime.now(UTC))
    with pytest.raises(MeetingError):
        choosing.choose(write_id=write.pk, conference_id="1", by=zhao, now=datetime.now(UTC))
    write = choosing.choose(write_id=write.pk, conference_id=other, by=zhao, now=datetime.now(UTC))
    assert (write.state, write.meeting.vendor_conference_id) == ("done", other)


@pytest.fixture
def waiting(make_meeting: MakeMeeting) -> dict[str, VendorWrite]:
    """Writes that wait, by what they wait for."""
    return {
        "an answer": make_write(make_meeting(), state=VendorWrite.State.UNCONFIRMED),
        "a choice": make_write(make_meeting(), **SEVERAL),
        "a newer version": make_write(make_meeting(), error_code=refusals.UNREADABLE_PAYLOAD),
        "a kind": make_write(make_meeting(), kind="merge"),
        "nothing": make_write(make_meeting(), **(SEVERAL | {"state": "done", "finished_at": datetime.now(UTC)})),
    }


def test_needing_somebody_and_undecided(waiting: dict[str, VendorWrite], zhao: User, operator: User) -> None:
    for by in (zhao, operator):
        assert list(choosing.undecided(by=by)) == [waiting["a choice"]]
        found = set(choosing.needing_somebody(by=by))
        assert {name for name, write in waiting.items() if write in found} == {
            "a choice",
            "a newer version",
            "a kind",
        }


def test_needing_somebody_is_out_of_the_reach_of_others(
    waiting: dict[str, VendorWrite], chen: User, zhao: User, stranger: User
) -> None:
    User.objects.filter(pk=stranger.pk).update(role=User.Role.TENANT_ADMIN)
    stranger.refresh_from_db()
    zhao.is_active = False
    for by in (chen, stranger, zhao):
        assert not choosing.needing_somebody(by=by).exists()
        with pytest.raises(NotAllowed):
            choosing.choose(write_id=waiting["a choice"].pk, conference_id="1", by=by, now=datetime.now(UTC))


def test_is_for_newer_version(waiting: dict[str, VendorWrite]) -> None:
    found = {name for name, write in waiting.items() if choosing.is_for_newer_version(write=write)}
    assert found == {"a newer version", "a kind"}
