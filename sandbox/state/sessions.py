"""Store meetings while they are held: who is in, when they end, and what is left of them."""

import sqlite3
from dataclasses import dataclass, replace

from sandbox import clock, ids
from sandbox.contract.roles import GUEST, HOST
from sandbox.state import (
    call_results,
    control_records,
    history,
    live_settings,
    meetings,
    participant_states,
    recordings,
    ringing,
    series,
    session_events,
)
from sandbox.state.control_records import PORTAL, SYSTEM, ControlRecord
from sandbox.state.meetings import Meeting

# What a site that was called is, where it isn't somebody's client.
HARD_PLATFORMS = frozenset({"terminal", "ideahub", "board", "hwvision", "customnumber"})
VOICE_PLATFORMS = frozenset({"mobile", "telephone"})


@dataclass(frozen=True, slots=True)
class Session:
    """One time that a meeting is held; ``ends_at`` is put later while somebody is there, if so booked."""

    conf_uuid: str
    conference_id: str
    corp_id: str
    started_at: int
    ends_at: int


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a session; ``user_uuid`` is "" for a guest without an account, ``role`` is HOST or GUEST."""

    id: str
    conf_uuid: str
    user_uuid: str
    name: str
    call_number: str
    role: str
    is_waiting: bool
    platform: str
    joined_at: int


def advance(db: sqlite3.Connection, *, now: int) -> None:
    """Let the time pass: what has come begins, what has reached its end is prolonged or over."""
    ringing.give_up(db, now=now)
    while _begin_due(db, now) | _end_due(db, now) | _conclude_due(db, now) | series.advance(db, now=now):
        pass  # a series goes through one occurrence each time


def _end_due(db: sqlite3.Connection, now: int) -> bool:
    due = db.execute("SELECT conf_uuid FROM sessions WHERE ended_at IS NULL AND ends_at <= ?", (now,)).fetchall()
    for (conf_uuid,) in due:
        _end_or_prolong(db, conf_uuid, now)
    return bool(due)


def _begin_due(db: sqlite3.Connection, now: int) -> bool:
    due = db.execute("SELECT conference_id, start_at FROM beginnings WHERE start_at <= ?", (now,)).fetchall()
    for conference_id, start_at in due:
        meeting = meetings.find_unfinished(db, conference_id, now=start_at)
        if meeting and find_running(db, conference_id) is None:
            session = start_session(db, meeting, now=start_at)
            db.execute("INSERT INTO unopened VALUES (?)", (session.conf_uuid,))
        db.execute("DELETE FROM beginnings WHERE conference_id = ?", (conference_id,))
    return bool(due)


def _conclude_due(db: sqlite3.Connection, now: int) -> bool:
    """Tell that nobody can come back any more, unless somebody has: then the end of that tells it."""
    due = db.execute("DELETE FROM conclusions WHERE at <= ? RETURNING *", (now,)).fetchall()
    for row in due:
        meeting = meetings.find(db, row["conference_id"])
        if meeting and find_running(db, meeting.conference_id) is None:
            occurrence_id = row["occurrence_id"]
            session_events.tell(
                db, "meeting.conclude", meeting, row["conf_uuid"], occurrence_id=occurrence_id, at=row["at"]
            )
    return bool(due)


def _end_or_prolong(db: sqlite3.Connection, conf_uuid: str, now: int) -> None:
    session = _find_by(db, "conf_uuid", conf_uuid)
    assert session is not None
    meeting = _meeting_of(db, session)
    step = _prolonging_seconds(db, session, meeting)
    if step and _has_anybody(db, conf_uuid):
        steps = (now - session.ends_at) // step + 1
        db.execute("UPDATE sessions SET ends_at = ends_at + ? WHERE conf_uuid = ?", (steps * step, conf_uuid))
        _record(db, conf_uuid, SYSTEM, "prolong", at=session.ends_at)
    else:
        _end(db, session, meeting, at=session.ends_at)


def _prolonging_seconds(db: sqlite3.Connection, session: Session, meeting: Meeting) -> int:
    """Return by how many seconds it goes on: as somebody has said while it was on, else as booked."""
    said = db.execute("SELECT minutes FROM prolongings WHERE conf_uuid = ?", (session.conf_uuid,)).fetchone()
    return int(said[0] if said else meeting.options["prolongLength"]) * clock.MINUTE


def prolong(db: sqlite3.Connection, session: Session, *, minutes: int, now: int) -> None:
    """Let a session end later by so much, and then be over."""
    ends_at = session.ends_at + minutes * clock.MINUTE
    db.execute("UPDATE sessions SET ends_at = ? WHERE conf_uuid = ?", (ends_at, session.conf_uuid))
    meetings.end_not_before(db, _meeting_of(db, session), ends_at)
    set_prolonging(db, session, minutes=0, now=now)


def set_prolonging(db: sqlite3.Connection, session: Session, *, minutes: int, now: int) -> None:
    """Let a session go on by so much each time, from its end on, while somebody is there; 0: not at all."""
    db.execute("INSERT OR REPLACE INTO prolongings VALUES (?, ?)", (session.conf_uuid, minutes))
    _record(db, session.conf_uuid, PORTAL, "prolong", at=now)


def _record(db: sqlite3.Connection, conf_uuid: str, source: str, operation: str, *, at: int) -> None:
    control_records.add(db, conf_uuid, ControlRecord(at * 1000, source, operation))


def start_session(db: sqlite3.Connection, meeting: Meeting, *, now: int) -> Session:
    """Hold the meeting from now on, for as long as it was booked."""
    ends_at = now + meeting.end_at - meeting.start_at
    session = Session(ids.hex32(), meeting.conference_id, meeting.corp_id, now, ends_at)
    row = (session.conf_uuid, session.conference_id, session.corp_id, session.started_at, session.ends_at)
    db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, NULL, '')", row)
    live_settings.begin(db, session.conf_uuid, series.with_occurrence_changes(db, meeting), now=now)
    db.execute("DELETE FROM beginnings WHERE conference_id = ?", (meeting.conference_id,))
    session_events.tell(db, "meeting.started", meeting, session.conf_uuid, at=now)
    return session


def is_open(db: sqlite3.Connection, session: Session | None) -> bool:
    """Return whether everybody may enter: it is on, and not by the clock alone."""
    if session is None:
        return False
    return db.execute("SELECT 1 FROM unopened WHERE conf_uuid = ?", (session.conf_uuid,)).fetchone() is None


def open_session(db: sqlite3.Connection, meeting: Meeting, session: Session | None, *, now: int) -> Session:
    """Begin the meeting, or open the session that the clock has begun."""
    if session is None:
        return start_session(db, meeting, now=now)
    db.execute("DELETE FROM unopened WHERE conf_uuid = ?", (session.conf_uuid,))
    return session


def find_running(db: sqlite3.Connection, conference_id: str) -> Session | None:
    """Return the session that is on right now."""
    return _find_by(db, "conference_id", conference_id)


def find(db: sqlite3.Connection, conf_uuid: str) -> Session:
    """Return a session that is on, by its own id."""
    session = _find_by(db, "conf_uuid", conf_uuid)
    assert session is not None
    return session


def end_session(db: sqlite3.Connection, session: Session, *, now: int) -> None:
    """End a session for everybody, because somebody says so."""
    _record(db, session.conf_uuid, PORTAL, "end", at=now)
    _end(db, session, _meeting_of(db, session), at=now)


def _end(db: sqlite3.Connection, session: Session, meeting: Meeting, *, at: int) -> None:
    held = replace(series.with_occurrence_changes(db, meeting), start_at=session.started_at, end_at=at)
    db.execute(
        "UPDATE sessions SET ended_at = ?, meeting = ? WHERE conf_uuid = ?", (at, held.to_json(), session.conf_uuid)
    )
    settings = live_settings.load(db, session.conf_uuid).with_recording(live_settings.OFF, now=at)
    if started := settings.recording_started:
        recordings.record_session(
            db, session.conf_uuid, started_at=started, ended_at=started + settings.recorded_seconds
        )
    live_settings.end(db, session.conf_uuid)
    history.add_to_day(db, session.corp_id, session.started_at)
    left = list_participants(db, session.conf_uuid)
    db.execute("UPDATE participants SET left_at = ? WHERE conf_uuid = ? AND left_at IS NULL", (at, session.conf_uuid))
    for participant in left:
        session_events.tell_of_participant(db, "meeting.left", session, participant, left_at=at)
    session_events.tell_end(db, session, meeting, at=at)


def conclude(db: sqlite3.Connection, session: Session, meeting: Meeting, *, now: int) -> None:
    """Tell now that nobody can come back."""
    db.execute("DELETE FROM conclusions WHERE conference_id = ?", (meeting.conference_id,))
    session_events.tell(db, "meeting.conclude", meeting, session.conf_uuid, at=now)


def join(
    db: sqlite3.Connection,
    session: Session,
    *,
    user_uuid: str,
    name: str,
    call_number: str,
    role: str,
    is_waiting: bool,
    platform: str,
    now: int,
    id: str = "",  # noqa: A002 — the column's name
) -> Participant:
    """Let somebody in; ``id`` is that of a site that was called before."""
    participant = Participant(
        id or ids.hex32(), session.conf_uuid, user_uuid, name, call_number, role, is_waiting, platform, now
    )
    row = tuple(getattr(participant, column) for column in Participant.__dataclass_fields__)
    db.execute("INSERT INTO participants VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", row)
    _enter_state(db, session, participant)
    session_events.tell_of_participant(db, "meeting.join", session, participant)
    return participant


def _enter_state(db: sqlite3.Connection, session: Session, who: Participant) -> None:
    settings, options = live_settings.load(db, session.conf_uuid), _meeting_of(db, session).options
    is_hard = who.platform in HARD_PLATFORMS
    participant_states.enter(
        db,
        who.id,
        session.conf_uuid,
        is_muted=who.role != HOST and (settings.is_muted or (is_hard and options["isHardTerminalAutoMute"])),
        has_video=who.platform not in VOICE_PLATFORMS
        and options["isHostCameraOn" if who.role == HOST else "isGuestCameraOn"],
    )


def leave(
    db: sqlite3.Connection, participant_id: str, *, now: int, why: str = call_results.HUNG_UP_THEMSELVES
) -> bool:
    """Let somebody go; with the last one the session ends. Return False if nobody of that id is in a meeting."""
    left = db.execute(
        "UPDATE participants SET left_at = ? WHERE id = ? AND left_at IS NULL RETURNING *",
        (now, participant_id),
    ).fetchall()
    if not left:
        return False
    participant = participant_from_row(left[0])
    session = find(db, participant.conf_uuid)
    participant_states.forget(db, participant_id)
    call_results.add(db, session.conf_uuid, participant.call_number, why)
    session_events.tell_of_participant(db, "meeting.left", session, participant, left_at=now)
    if not _has_anybody(db, session.conf_uuid):
        _end(db, session, _meeting_of(db, session), at=now)
    return True


def end_by_host(db: sqlite3.Connection, participant_id: str, *, now: int) -> bool:
    """End it for everybody. Return False if nobody of that id is in a meeting as its host."""
    row = db.execute(
        "SELECT conf_uuid FROM participants WHERE id = ? AND left_at IS NULL AND role = ?", (participant_id, HOST)
    ).fetchone()
    session = _find_by(db, "conf_uuid", row[0]) if row else None
    if session is None:
        return False
    end_session(db, session, now=now)
    return True


def set_role(db: sqlite3.Connection, conf_uuid: str, participant_id: str, role: str) -> None:
    """Give somebody the right of the host, whom nobody else is then, or of a guest."""
    if role == HOST:
        db.execute("UPDATE participants SET role = ? WHERE conf_uuid = ? AND left_at IS NULL", (GUEST, conf_uuid))
    db.execute("UPDATE participants SET role = ? WHERE id = ?", (role, participant_id))


def rename(db: sqlite3.Connection, participant_id: str, name: str) -> None:
    db.execute("UPDATE participants SET name = ? WHERE id = ?", (name, participant_id))


def _has_anybody(db: sqlite3.Connection, conf_uuid: str) -> bool:
    there = "SELECT 1 FROM participants WHERE conf_uuid = ? AND left_at IS NULL LIMIT 1"
    return db.execute(there, (conf_uuid,)).fetchone() is not None


def list_participants(db: sqlite3.Connection, conf_uuid: str) -> list[Participant]:
    """Return those who are there now, in the order in which they came."""
    rows = db.execute(
        "SELECT * FROM participants WHERE conf_uuid = ? AND left_at IS NULL ORDER BY joined_at, rowid", (conf_uuid,)
    )
    return [participant_from_row(row) for row in rows]


def participant_from_row(row: sqlite3.Row) -> Participant:
    values = {name: row[name] for name in Participant.__dataclass_fields__}
    return Participant(**values | {"is_waiting": bool(row["is_waiting"])})


def _find_by(db: sqlite3.Connection, column: str, value: str) -> Session | None:
    row = db.execute(
        f"SELECT * FROM sessions WHERE {column} = ? AND ended_at IS NULL",  # noqa: S608 — one of two columns
        (value,),
    ).fetchone()
    return row and Session(**{name: row[name] for name in Session.__dataclass_fields__})


def _meeting_of(db: sqlite3.Connection, session: Session) -> Meeting:
    # A running session makes its meeting unfinished whatever the time is.
    meeting = meetings.find_unfinished(db, session.conference_id, now=session.ends_at)
    assert meeting is not None
    return meeting
