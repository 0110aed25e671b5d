"""Write what is to be told of a meeting that is held."""

import sqlite3
from typing import TYPE_CHECKING

from sandbox.contract.roles import HOST
from sandbox.state import events, recordings, series, users
from sandbox.state.meetings import Meeting

if TYPE_CHECKING:
    from sandbox.state.sessions import Participant, Session


def tell_end(db: sqlite3.Connection, session: "Session", meeting: Meeting, *, at: int) -> None:
    """Tell of the end, of a recording if there is one, and now or later of when nobody can come back."""
    names = ["meeting.end"]
    if recordings.find(db, session.conf_uuid):
        names.append("record.finish")
    if at >= meeting.end_at:
        names.append("meeting.conclude")
    for name in names:
        tell(db, name, meeting, session.conf_uuid, at=at)
    if at < meeting.end_at:
        row = (meeting.conference_id, session.conf_uuid, _occurrence_id(db, meeting), meeting.end_at)
        db.execute("INSERT OR REPLACE INTO conclusions VALUES (?, ?, ?, ?)", row)


def _occurrence_id(db: sqlite3.Connection, meeting: Meeting) -> str:
    occurrence = series.find_current(db, meeting)
    return occurrence.id if occurrence else ""


def tell(
    db: sqlite3.Connection,
    name: str,
    meeting: Meeting,
    conf_uuid: str,
    *,
    at: int,
    occurrence_id: str | None = None,
) -> None:
    """Tell of a meeting that is held, was, or can be no more; ``occurrence_id`` is the current one's unless given."""
    events.add(
        db,
        name,
        corp_id=meeting.corp_id,
        conference_id=meeting.conference_id,
        conf_uuid=conf_uuid,
        occurrence_id=_occurrence_id(db, meeting) if occurrence_id is None else occurrence_id,
        at=at,
    )


def tell_of_participant(
    db: sqlite3.Connection, name: str, session: "Session", who: "Participant", *, left_at: int | None = None
) -> None:
    """Tell that somebody came or went; of who was in the waiting room alone nothing is told."""
    if who.is_waiting:
        return
    user = users.find(db, who.user_uuid)
    attendee = {
        "userUUID": who.user_uuid,
        "userAgent": f"WeLink-{who.platform}",
        "account": (user.third_account or user.account) if user else "",
        "participantID": who.id,
        "displayName": who.name,
        "joinTime": who.joined_at * 1000,
        "role": "CHAIR" if who.role == HOST else "GENERAL",
        "callNumber": who.call_number,
    }
    if left_at is not None:
        attendee["leftTime"] = left_at * 1000
    events.add(
        db,
        name,
        corp_id=session.corp_id,
        conference_id=session.conference_id,
        conf_uuid=session.conf_uuid,
        at=who.joined_at if left_at is None else left_at,
        attendee=attendee,
    )
