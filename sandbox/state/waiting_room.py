"""Let people wait before the meeting, and let them in."""

import sqlite3

from sandbox.state import participant_states, session_events, sessions
from sandbox.state.sessions import Participant


def admit(db: sqlite3.Connection, participant_id: str, *, now: int) -> None:
    """Let somebody in who waits: only from then on they are there."""
    admitted = db.execute(
        "UPDATE participants SET is_waiting = 0, joined_at = ? WHERE id = ? AND is_waiting AND left_at IS NULL"
        " RETURNING *",
        (now, participant_id),
    )
    (row,) = admitted.fetchall()
    participant = sessions.participant_from_row(row)
    session_events.tell_of_participant(db, "meeting.join", sessions.find(db, participant.conf_uuid), participant)


def send_to_waiting_room(db: sqlite3.Connection, participant_id: str, *, now: int) -> Participant:
    """Let somebody wait who was in: that stay is over. Return them as they wait, under another id."""
    left = db.execute("UPDATE participants SET left_at = ? WHERE id = ? RETURNING *", (now, participant_id))
    (row,) = left.fetchall()
    was = sessions.participant_from_row(row)
    session = sessions.find(db, was.conf_uuid)
    session_events.tell_of_participant(db, "meeting.left", session, was, left_at=now)
    participant_states.forget(db, participant_id)
    return sessions.join(
        db,
        session,
        user_uuid=was.user_uuid,
        name=was.name,
        call_number=was.call_number,
        role=was.role,
        is_waiting=True,
        platform=was.platform,
        now=now,
    )
