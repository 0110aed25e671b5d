"""Who knows it says who somebody was, and every later reading keeps it."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Tenant, User
from history.errors import HistoryError
from history.models import Confidence, EndedSession, Identified
from history.services import correcting
from history.writes import details
from history.writes.directory import Directory
from hwmeeting import Attendance

pytestmark = pytest.mark.django_db(transaction=True)
_AT = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)
_ROWS = [
    Attendance("iPad", "", _AT + timedelta(minutes=start), _AT + timedelta(minutes=start + 10), "", "", "")
    for start in (0, 20)
]


@pytest.fixture
def session(qingshan: Tenant, chen: User) -> EndedSession:
    session = EndedSession.objects.create(
        tenant=qingshan, organiser=chen, vendor_conference_uuid="1", start_at=_AT, end_at=_AT + timedelta(hours=1)
    )
    read(session)
    return session


def read(session: EndedSession) -> None:
    found = details.Found(_ROWS, [])
    details.store(session_id=session.pk, found=found, directory=Directory(session.tenant), now=_AT, due_at=None)


@pytest.mark.parametrize("who", ["chen", "zhao"])
def test_correct_is_kept_by_later_readings(
    session: EndedSession, li: User, who: str, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    assert list(EndedSession.objects.visible_to(li)) == []
    correcting.correct(presence=session.presences.get(came=True), person=li, by=by, now=_AT)
    for _ in range(2):
        presence = session.presences.get(came=True)
        assert (presence.person, presence.seconds, presence.stay_count) == (li, 1200, 2)
        assert (presence.confidence, presence.identified_by) == (Confidence.CERTAIN, Identified.CORRECTION)
        assert set(session.attendance.values_list("corrected_by", flat=True)) == {by.pk}
        read(session)
    assert list(EndedSession.objects.visible_to(li)) == [session]
    correcting.undo(presence=session.presences.get(came=True), by=by)
    assert session.presences.get(came=True).person is None


def test_correct_to_nobody_of_ours(session: EndedSession, chen: User, li: User) -> None:
    correcting.correct(presence=session.presences.get(came=True), person=li, by=chen, now=_AT)
    correcting.correct(presence=session.presences.get(came=True), person=None, by=chen, now=_AT)
    presence = session.presences.get(came=True)
    assert (presence.person, presence.confidence) == (None, Confidence.CERTAIN)


def test_correct_is_refused_to_others(session: EndedSession, li: User, chen: User, stranger: User) -> None:
    presence = session.presences.get(came=True)
    for person, by in ((li, li), (li, stranger), (stranger, chen)):
        with pytest.raises(HistoryError):
            correcting.correct(presence=presence, person=person, by=by, now=_AT)
    assert session.presences.get(came=True).person is None
