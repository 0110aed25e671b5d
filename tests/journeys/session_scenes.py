"""What was held, as scenes: a list of past meetings, and a session with all that its page can show."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from accounts.models import User
from history.models import Confidence, ControlRecord, EndedSession, Identified, Kind, Presence, SyncCursor
from meetings.models import Meeting, MeetingTag
from tests.factories.sessions import hold, record, take_part

if TYPE_CHECKING:
    from tests.journeys.scenes import Stage


def make_session(stage: "Stage") -> EndedSession:
    """Hold a meeting of Chen Jing a week ago: people who came, left, came again, or stayed away, a room, a phone."""
    meeting = stage.meeting(timedelta(days=-7), title=0, state=Meeting.State.ENDED)
    MeetingTag.objects.create(meeting=meeting, name="Line B")
    start, end = meeting.start_at - timedelta(minutes=3), meeting.start_at + timedelta(minutes=55)
    session = hold(stage.tenant, meeting, start_at=start, end_at=end, has_recording=True)
    take_part(session, stage.chen, (1, 58), role="organiser", call_number="8021")
    take_part(session, stage.li, (5, 24), (27, 58), call_number="8107")
    take_part(
        session, "Markus W.", (13, 43), confidence=Confidence.UNSURE, identified_by=Identified.SEVERAL, role="guest"
    )
    take_part(
        session, "望江厅 2F", (0, 58), kind=Presence.Kind.ROOM, confidence=Confidence.CERTAIN, call_number="8900"
    )
    take_part(session, "", (44, 58), kind=Presence.Kind.PHONE, call_number="+49 89 123 42", is_invited=False)
    take_part(session, "Wang Haoran", (30, 10), seconds=0, is_invited=False)
    take_part(session, "Anna Schmidt", role="guest")
    _record(session)
    _control(session)
    again = hold(
        stage.tenant,
        meeting,
        start_at=end + timedelta(minutes=25),
        end_at=end + timedelta(minutes=31),
        occurrence=None,
    )
    take_part(again, stage.chen, (0, 6))
    return session


def make_past(stage: "Stage") -> None:
    """Make a list that has each kind of row, for Chen Jing."""
    make_session(stage)
    stage.meeting(timedelta(days=-2), title=1, state=Meeting.State.ENDED)
    stage.meeting(timedelta(hours=-3), title=3, state=Meeting.State.ENDED)
    stage.meeting(timedelta(days=-3), title=2, state=Meeting.State.CANCELLED)
    at = stage.now - timedelta(days=1)
    SyncCursor.objects.create(
        tenant=stage.tenant, kind=Kind.SESSIONS, read_until=at, read_since=at, begun_at=at, floor_at=at, next_at=at,
        succeeded_at=stage.now,
    )  # fmt: skip


def make_guest(stage: "Stage", session: EndedSession) -> User:
    """Return somebody who was invited to a session, and came."""
    person = stage.person("wang.fang", "王芳 Wang Fang")
    take_part(session, person, (2, 40), role="guest")
    return person


def _record(session: EndedSession) -> None:
    record(session)
    minute = timedelta(minutes=1)
    other: tuple[dict[str, Any], ...] = (
        {"is_available": False, "ready_at": session.end_at + timedelta(days=30)},
        {"gone_at": session.end_at},
    )
    for number, fields in enumerate(other):
        uuid = f"{session.vendor_conference_uuid[:30]}-{number}"
        record(session, start_at=session.start_at + minute * (number + 1), vendor_conference_uuid=uuid, **fields)


def _control(session: EndedSession) -> None:
    for minute, (operator, operation, target) in enumerate(
        (("Chen Jing", "Mute all", ""), ("Chen Jing", "Set co-host", "Li Wei"), ("陈静", "结束会议", ""))
    ):
        ControlRecord.objects.create(
            tenant=session.tenant,
            session=session,
            row_key=str(minute),
            at=session.start_at + timedelta(minutes=minute * 20),
            operator=operator,
            operation=operation,
            target=target,
            result="Success",
        )
