"""What was done in a session names people, or nobody."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from history.models import ControlRecord, OnlineParticipant
from history.pages.actions import Action, build_actions
from history.pages.lanes import build_axis
from tests.factories.sessions import START, hold

pytestmark = pytest.mark.django_db
SEEN, UNSEEN = "04f5fda5ebf5ed27921af6d1dc6510ff", "e8441c218291c49efa05e121260aa3cf"


def test_an_id_is_a_name_or_nothing(chen: User) -> None:
    assert chen.tenant is not None
    session = hold(chen.tenant, subject="Roadmap", scheduler_name="Chen", organiser=chen)
    OnlineParticipant.objects.create(
        tenant=chen.tenant,
        vendor_conference_id=session.vendor_conference_id,
        participant_id=SEEN,
        name="Anna",
        first_seen_at=START,
        last_seen_at=START,
    )
    for number, target in enumerate((SEEN, UNSEEN, "+8613****5678", "")):
        ControlRecord.objects.create(
            tenant=chen.tenant,
            session=session,
            row_key=str(number),
            at=START + timedelta(minutes=number),
            operator="Portal",
            operation="Mute",
            target=target,
            result="Success",
        )
    axis = build_axis(session, [], None, ZoneInfo("Asia/Shanghai"))
    assert build_actions(session, axis) == (
        Action("Mute", "Portal", "Success", "10:03"),
        Action("Mute +8613****5678", "Portal", "Success", "10:02"),
        Action("Mute", "Portal", "Success", "10:01"),
        Action("Mute Anna", "Portal", "Success", "10:00"),
    )
